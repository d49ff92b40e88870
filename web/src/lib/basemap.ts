import type { Feature, FeatureCollection, Geometry, MultiPolygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

export interface Country {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** From which zoom on there is room for its name. */
  readonly zoom: number;
}

export interface Basemap {
  readonly shapes: FeatureCollection<MultiPolygon, { name: string }>;
  readonly countries: readonly Country[];
}

let kept: Promise<Basemap> | undefined;

/** Natural Earth's countries at 1:50 million, from the package `world-atlas`: shipped with the pages. */
export function basemap(): Promise<Basemap> {
  kept ??= import("world-atlas/countries-50m.json").then(({ default: atlas }) => {
    const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
    const { features, ...rest } = feature(topology, topology.objects.countries);
    const shapes = { ...rest, features: features.map(flat) };
    return {
      shapes,
      countries: shapes.features.map(({ geometry, properties }) => label(geometry.coordinates, properties.name)),
    };
  });
  return kept;
}

/** A country's name stands in the middle of its largest part. */
function label(parts: readonly Position[][][], name: string): Country {
  let largest = { area: 0, longitude: 0, latitude: 0 };
  for (const [ring = []] of parts) {
    const found = middle(ring);
    if (found.area > largest.area) largest = found;
  }
  // The side of a square of that area on the map at zoom 0, where 256 pixels are 360 degrees, against the name's length.
  const side = Math.sqrt(largest.area) * (256 / 360);
  const zoom = Math.max(2, Math.ceil(Math.log2((name.length * 7 + 14) / (side + 1e-9))));
  return { name, latitude: largest.latitude, longitude: largest.longitude, zoom };
}

/** Give the centre of a ring, and its area in square degrees as the map shows them. */
function middle(ring: readonly Position[]): { area: number; longitude: number; latitude: number } {
  let double = 0;
  let x = 0;
  let y = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[i] ?? [];
    const cross = x1 * y2 - x2 * y1;
    double += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  if (double === 0) return { area: 0, longitude: ring[0]?.[0] ?? 0, latitude: ring[0]?.[1] ?? 0 };
  const latitude = Math.max(-80, Math.min(80, y / (3 * double)));
  return { area: Math.abs(double / 2) / Math.cos((latitude * Math.PI) / 180), longitude: x / (3 * double), latitude };
}

/** Lay shapes of the globe on a flat map: those that cross 180° are drawn on both sides of it. */
export function flat<P>(shape: Feature<Geometry, P>): Feature<MultiPolygon, P> {
  const { geometry } = shape;
  const parts =
    geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
  const coordinates = parts.flatMap((rings) => {
    const unrolled = rings.map(unroll);
    const longitudes = (unrolled[0] ?? []).map((at) => at[0] ?? 0);
    const most = Math.max(...longitudes);
    const least = Math.min(...longitudes);
    return [
      unrolled,
      ...(most > 180.01 ? [moved(unrolled, -360)] : []),
      ...(least < -180.01 ? [moved(unrolled, 360)] : []),
    ];
  });
  return { ...shape, geometry: { type: "MultiPolygon", coordinates } };
}

/** Follow a ring without the leap from one side of the map to the other; one around a pole is closed along it. */
function unroll(ring: readonly Position[]): Position[] {
  const found: Position[] = [];
  let turn = 0;
  let before: number | null = null;
  for (const [longitude = 0, latitude = 0] of ring) {
    if (before !== null && longitude - before > 180) turn -= 360;
    if (before !== null && longitude - before < -180) turn += 360;
    found.push([longitude + turn, latitude]);
    before = longitude;
  }
  const [first] = found;
  if (turn !== 0 && first) {
    const pole = (first[1] ?? 0) < 0 ? -89.9 : 89.9;
    found.push([(first[0] ?? 0) + turn, pole], [first[0] ?? 0, pole], first);
  }
  return found;
}

function moved(rings: readonly Position[][], by: number): Position[][] {
  return rings.map((ring) => ring.map(([longitude = 0, latitude = 0]) => [longitude + by, latitude]));
}
