import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { feature, type Topology } from "topojson-client";
import { cutAtAntimeridian, type Ring } from "./antimeridian.ts";

/** Writes public/map/land.geojson, the ground of our maps: Natural Earth's coastlines at 1:50 million, simplified to about 8 km. */
const source = createRequire(import.meta.url).resolve("world-atlas/land-50m.json");
const topology = JSON.parse(await readFile(source, "utf8")) as Topology;
const land = feature(topology, topology.objects["land"]);

const toleranceDegrees = 0.09;
const round = (value: number) => Math.round(value * 100) / 100;
const far = (from: readonly number[], to: readonly number[]) =>
  Math.abs((from[0] ?? 0) - (to[0] ?? 0)) + Math.abs((from[1] ?? 0) - (to[1] ?? 0)) >=
  toleranceDegrees;

/** Rounds, and leaves out points that lie next to the one before; the ring stays closed. */
const simplified = (ring: Ring): Ring => {
  const kept: Ring = [];
  for (const [lng, lat] of ring.slice(0, -1)) {
    const last = kept.at(-1);
    if (!last || far(last, [lng, lat])) kept.push([round(lng), round(lat)]);
  }
  return kept[0] ? [...kept, kept[0]] : [];
};

const polygons: Ring[][] = [];
for (const { geometry } of land.features) {
  for (const [outer, ...holes] of geometry.coordinates) {
    if (!outer) continue;
    const pieces = cutAtAntimeridian(outer)
      .map(simplified)
      .filter((ring) => ring.length > 4);
    // Only inland seas have holes, and none of them touches the antimeridian.
    pieces.forEach((ring, index) =>
      polygons.push(index === 0 ? [ring, ...holes.map(simplified)] : [ring]),
    );
  }
}

const folder = resolve(import.meta.dirname, "../public/map");
await mkdir(folder, { recursive: true });
await writeFile(
  resolve(folder, "land.geojson"),
  JSON.stringify({ type: "MultiPolygon", coordinates: polygons }),
);
