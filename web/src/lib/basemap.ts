import { geoArea, geoCentroid } from "d3-geo";
import type { FeatureCollection, Geometry, Polygon } from "geojson";
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
    return { shapes, countries: shapes.features.map(({ geometry, properties }) => label(geometry, properties.name)) };
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
