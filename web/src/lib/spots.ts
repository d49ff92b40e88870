import Supercluster from "supercluster";

import type { Box } from "../data/filters";
import type { Cell, Point } from "../data/types";
import { isExact } from "./words";

/** Something to draw on the map: one incident, or several that stand too near to one another to be told apart. */
export interface Spot {
  readonly key: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Whether the coordinates are where it happened, rather than the middle of a province or a country. */
  readonly exact: boolean;
  readonly count: number;
  readonly killed: number;
  readonly contested: number;
  readonly radius_km: number;
  readonly place: string;
  /** The incident, where it is a single one. */
  readonly id: string | null;
  readonly cluster: number | null;
  /** What holds all of them, where they were counted by the server. */
  readonly box: Box | null;
}

/** What a map draws. */
export interface Drawn {
  at(box: Box, zoom: number): Spot[];
  /** Give from which zoom on the incidents of a spot stand apart, null where they never do. */
  apart(of: Spot, zoom: number): number | null;
  /** Give the incidents of a spot as far as they are known, null where they have to be asked for. */
  points(of: Spot): readonly Point[] | null;
  /** All places, to show the whole of it. */
  readonly places: readonly (readonly [number, number])[];
}

interface Sums {
  killed: number;
  contested: number;
  radius: number;
  place: string;
}

type Index = Supercluster<{ point: Point }, Sums>;

const MOST_ZOOM = 12;
const MOST_LISTED = 100;

/**
 * Incidents by where they are, for any zoom. Exact places and middles of large ones are never put together, so that a
 * centre of a province is never drawn as a place.
 */
export class Spots implements Drawn {
  readonly places: readonly (readonly [number, number])[];
  readonly #exact: Index;
  readonly #vague: Index;
  readonly #byId: ReadonlyMap<string, Point>;

  constructor(points: readonly Point[]) {
    const placed = points.filter((point) => point.latitude !== null && point.longitude !== null);
    this.places = placed.map((point) => [point.latitude ?? 0, point.longitude ?? 0]);
    this.#byId = new Map(placed.map((point) => [point.id, point]));
    this.#exact = index(placed.filter((point) => isExact(point.level)));
    this.#vague = index(placed.filter((point) => !isExact(point.level)));
  }

  at(box: Box, zoom: number): Spot[] {
    const bounds: [number, number, number, number] = [box.west, box.south, box.east, box.north];
    const level = Math.max(0, Math.min(MOST_ZOOM + 1, Math.round(zoom)));
    return [
      ...this.#vague.getClusters(bounds, level).map((found) => spot(found, false)),
      ...this.#exact.getClusters(bounds, level).map((found) => spot(found, true)),
    ];
  }

  apart(of: Spot): number | null {
    if (of.cluster === null) return null;
    const zoom = this.#of(of).getClusterExpansionZoom(of.cluster);
    return zoom > MOST_ZOOM ? null : zoom;
  }

  points(of: Spot): Point[] {
    if (of.cluster === null) {
      const point = of.id === null ? undefined : this.#byId.get(of.id);
      return point ? [point] : [];
    }
    return this.#of(of)
      .getLeaves(of.cluster, MOST_LISTED)
      .map((leaf) => leaf.properties.point);
  }

  #of(of: Spot): Index {
    return of.exact ? this.#exact : this.#vague;
  }
}

const NEAREST = 13;
const MOST_SOUTH = -85;

/** Incidents that the server counted by the cells of a grid, for they are more than can be drawn. */
export class Cells implements Drawn {
  readonly places: readonly (readonly [number, number])[];
  readonly #spots: readonly Spot[];

  constructor(cells: readonly Cell[]) {
    this.places = cells.flatMap(({ box }): [number, number][] => [
      [Math.max(MOST_SOUTH, box.south), box.west],
      [Math.min(-MOST_SOUTH, box.north), box.east],
    ]);
    this.#spots = cells.map((cell) => ({
      key: cell.key,
      latitude: cell.latitude,
      longitude: cell.longitude,
      exact: cell.exact,
      count: cell.incidents,
      killed: cell.killed,
      contested: cell.contested,
      radius_km: 0,
      place: "",
      id: null,
      cluster: null,
      box: cell.box,
    }));
  }

  at(): Spot[] {
    return [...this.#spots];
  }

  apart(_: Spot, zoom: number): number | null {
    return zoom < NEAREST ? zoom + 2 : null;
  }

  points(): null {
    return null;
  }
}

function index(points: readonly Point[]): Index {
  const made: Index = new Supercluster<{ point: Point }, Sums>({
    radius: 46,
    maxZoom: MOST_ZOOM,
    map: ({ point }) => ({
      killed: point.killed?.[1] ?? 0,
      contested: point.contested ? 1 : 0,
      radius: point.radius_km ?? 0,
      place: point.place ?? "",
    }),
    reduce: (sums, one) => {
      sums.killed += one.killed;
      sums.contested += one.contested;
      sums.radius = Math.max(sums.radius, one.radius);
      if (sums.place !== one.place) sums.place = "";
    },
  });
  return made.load(
    points.map((point) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [point.longitude ?? 0, point.latitude ?? 0] },
      properties: { point },
    })),
  );
}

type Found = ReturnType<Index["getClusters"]>[number];

function spot(found: Found, exact: boolean): Spot {
  const [longitude = 0, latitude = 0] = found.geometry.coordinates;
  const properties = found.properties;
  if ("cluster" in properties) {
    return {
      key: `${exact ? "e" : "v"}${String(properties.cluster_id)}`,
      latitude,
      longitude,
      exact,
      count: properties.point_count,
      killed: properties.killed,
      contested: properties.contested,
      radius_km: properties.radius,
      place: properties.place,
      id: null,
      cluster: properties.cluster_id,
      box: null,
    };
  }
  const { point } = properties;
  return {
    key: point.id,
    latitude,
    longitude,
    exact,
    count: 1,
    killed: point.killed?.[1] ?? 0,
    contested: point.contested ? 1 : 0,
    radius_km: point.radius_km ?? 0,
    place: point.place ?? "",
    id: point.id,
    cluster: null,
    box: null,
  };
}
