import { describe, expect, it } from "vitest";

import type { Point } from "../src/data/types";
import { basemap, flat } from "../src/lib/basemap";
import { Cells, Spots } from "../src/lib/spots";

const WORLD = { west: -180, south: -85, east: 180, north: 85 };

function at(id: string, latitude: number | null, longitude: number | null, level: Point["level"], change: Partial<Point> = {}): Point {
  return {
    id,
    type: "clash",
    start: null,
    end: null,
    precision: "unknown",
    latitude,
    longitude,
    radius_km: 5,
    level,
    place: "Kunduz",
    killed: [1, 2, 3],
    injured: null,
    contested: false,
    origins: 1,
    ...change,
  };
}

describe("spots", () => {
  it("never put a place and the middle of a province together", () => {
    const spots = new Spots([at("a", 36.7, 68.8, "settlement"), at("b", 36.7, 68.8, "province")]).at(WORLD, 2);
    expect(spots.map((spot) => [spot.id, spot.exact, spot.count])).toEqual([
      ["b", false, 1],
      ["a", true, 1],
    ]);
  });

  it("add up those killed and those contested of a cluster", () => {
    const [spot] = new Spots([at("a", 36.7, 68.8, "site", { contested: true }), at("b", 36.71, 68.81, "site")]).at(WORLD, 2);
    expect(spot).toMatchObject({ count: 2, killed: 4, contested: 1, place: "Kunduz", id: null });
  });

  it("leave out what has no coordinates", () => {
    expect(new Spots([at("a", null, null, null)]).at(WORLD, 2)).toEqual([]);
  });

  it("tell from which zoom on incidents stand apart, and list those that never do", () => {
    const near = new Spots([at("a", 36.7, 68.8, "site"), at("b", 36.9, 69.1, "site")]);
    const [cluster] = near.at(WORLD, 2);
    expect(cluster && near.apart(cluster)).toBeGreaterThan(2);
    const same = new Spots([at("a", 36.7, 68.8, "site"), at("b", 36.7, 68.8, "site")]);
    const [both] = same.at(WORLD, 2);
    expect(both && same.apart(both)).toBeNull();
    expect(both && same.points(both).map((point) => point.id).sort()).toEqual(["a", "b"]);
  });
});

describe("cells", () => {
  const box = { west: 67.5, south: 35.5, east: 70, north: 38 };
  const cells = new Cells([
    { key: "8-1", exact: true, latitude: 36.7, longitude: 68.8, box, incidents: 4100, contested: 7, killed: 90 },
  ]);

  it("are drawn as spots of many, where the server says", () => {
    expect(cells.at()).toMatchObject([{ key: "8-1", exact: true, count: 4100, killed: 90, contested: 7, id: null, box }]);
    expect(cells.places).toEqual([
      [35.5, 67.5],
      [38, 70],
    ]);
  });

  it("are looked into from near at hand, and are asked for what they hold at the nearest", () => {
    const [spot] = cells.at();
    expect(spot && cells.apart(spot, 4)).toBe(6);
    expect(spot && cells.apart(spot, 13)).toBeNull();
    expect(cells.points()).toBeNull();
  });
});

describe("the base map", () => {
  it("draws no line across the map where a country crosses 180°", async () => {
    const { shapes } = await basemap();
    for (const { geometry } of shapes.features) {
      for (const [ring = []] of geometry.coordinates) {
        for (let i = 1; i < ring.length; i++) {
          const leap = Math.abs((ring[i]?.[0] ?? 0) - (ring[i - 1]?.[0] ?? 0));
          const pole = Math.abs(ring[i]?.[1] ?? 0) > 89;
          expect(leap <= 180 || pole).toBe(true);
        }
      }
    }
  });

  it("draws what crosses 180° on both sides of it", () => {
    const ring = [[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]];
    const { geometry } = flat({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } });
    expect(geometry).toEqual({
      type: "MultiPolygon",
      coordinates: [
        [[[170, 0], [190, 0], [190, 10], [170, 10], [170, 0]]],
        [[[-190, 0], [-170, 0], [-170, 10], [-190, 10], [-190, 0]]],
      ],
    });
  });

  it("knows the middle of every country and when there is room for its name", async () => {
    const { countries } = await basemap();
    const afghanistan = countries.find((country) => country.name === "Afghanistan");
    expect(afghanistan?.latitude).toBeCloseTo(33.8, 0);
    expect(afghanistan?.longitude).toBeCloseTo(66, 0);
    const vatican = countries.find((country) => country.name === "Vatican");
    expect(vatican?.zoom).toBeGreaterThan(afghanistan?.zoom ?? 0);
  });
});
