import Supercluster from "supercluster";

import type { Point } from "../data/types";
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
}

interface Sums {
  killed: number;
  contested: number;
  radius: number;
  place: string;
}

type Index = Supercluster<{ point: Point }, Sums>;

const MOST_ZOOM = 12;

/**
 * Incidents by where they are, for any zoom. Exact places and middles of large ones are never put together, so that a
 * centre of a province is never drawn as a place.
 */
export class Spots {
  readonly #exact: Index;
  readonly #vague: Index;

  constructor(points: readonly Point[]) {
    const placed = points.filter((point) => point.latitude !== null && point.longitude !== null);
    this.#exact = index(placed.filter((point) => isExact(point.level)));
    this.#vague = index(placed.filter((point) => !isExact(point.level)));
  }

  at(box: { west: number; south: number; east: number; north: number }, zoom: number): Spot[] {
    const bounds: [number, number, number, number] = [box.west, box.south, box.east, box.north];
    const level = Math.max(0, Math.min(MOST_ZOOM + 1, Math.round(zoom)));
    return [
      ...this.#vague.getClusters(bounds, level).map((found) => spot(found, false)),
      ...this.#exact.getClusters(bounds, level).map((found) => spot(found, true)),
    ];
  }

  /** Give from which zoom on the incidents of a cluster stand apart, null where they never do. */
  apart(of: Spot): number | null {
    if (of.cluster === null) return null;
    const zoom = this.#of(of).getClusterExpansionZoom(of.cluster);
    return zoom > MOST_ZOOM ? null : zoom;
  }

  points(of: Spot, most = 100): Point[] {
    if (of.cluster === null) return [];
    return this.#of(of)
      .getLeaves(of.cluster, most)
      .map((leaf) => leaf.properties.point);
  }

  #of(of: Spot): Index {
    return of.exact ? this.#exact : this.#vague;
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
  };
}
