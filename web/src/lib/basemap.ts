import { geoArea, geoCentroid } from "d3-geo";
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from "geojson";
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
  readonly shapes: FeatureCollection<Geometry, { name: string }>;
  readonly countries: readonly Country[];
}

let kept: Promise<Basemap> | undefined;

/** Natural Earth's countries at 1:50 million, from the package `world-atlas`: shipped with the pages. */
export function basemap(): Promise<Basemap> {
  kept ??= import("world-atlas/countries-50m.json").then(({ default: atlas }) => {
    const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
    const shapes = feature(topology, topology.objects.countries);
    return {
      shapes: { ...shapes, features: shapes.features.map(flat) },
      countries: shapes.features.map(({ geometry, properties }) => label(geometry, properties.name)),
    };
  });
  return kept;
}

/** A country's name stands in the middle of its largest part. */
function label(geometry: Geometry, name: string): Country {
  const parts: Polygon[] =
    geometry.type === "MultiPolygon"
      ? geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }))
      : geometry.type === "Polygon"
        ? [geometry]
        : [];
  const sized = parts.map((part) => ({ part, area: geoArea(part) })).sort((a, b) => b.area - a.area);
  const largest = sized[0];
  const [longitude, latitude] = largest ? geoCentroid(largest.part) : [0, 0];
  // A side of about the square root of the area, in radians, against the length of the name on the screen.
  const side = Math.sqrt(largest?.area ?? 0);
  const zoom = Math.max(2, Math.ceil(Math.log2((name.length * 7 + 14) / (side * 40.7 + 1e-9))));
  return { name, latitude, longitude, zoom };
}

/** Lay shapes of the globe on a flat map: those that cross 180° are drawn on both sides of it. */
export function flat<P>(shape: Feature<Geometry, P>): Feature<Geometry, P> {
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
  return { ...shape, geometry: { type: "MultiPolygon", coordinates } satisfies MultiPolygon };
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
