import { describe, expect, test } from "vitest";
import { artworkResponse, artworkSvg } from "./artwork.ts";
import { SCENE_NAMES } from "./artwork/cover.ts";
import { TRADE_GROUPS } from "./categories.ts";

/** Every tag closed in its turn, no text between tags, nothing from elsewhere. */
const expectDrawing = (svg: string): void => {
  const open: string[] = [];
  for (const [, closing, name, , selfClosed] of svg.matchAll(
    /<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<>]*")*)(\/?)>/g,
  )) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!selfClosed) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(svg.replace(/<[^>]*>/g, "")).toBe("");
  expect(svg).not.toMatch(/NaN|undefined|href|url\(|<script|<text/);
  expect(svg.length).toBeLessThan(4_096);
};

test("faces and scenes are small, well-formed and free of outside references", () => {
  for (let i = 0; i < 100; i++) {
    expectDrawing(artworkSvg("avatar", `seed-${i}`));
    for (const scene of SCENE_NAMES) expectDrawing(artworkSvg("cover", `seed-${i}`, scene));
  }
});

test("a seed always gives the same picture, another seed another", () => {
  expect(artworkSvg("cover", "a", "pets")).toBe(artworkSvg("cover", "a", "pets"));
  expect(new Set(Array.from({ length: 50 }, (_, i) => artworkSvg("avatar", `s${i}`))).size).toBe(
    50,
  );
});

test("every parent category has its scene", () => {
  expect(SCENE_NAMES.toSorted()).toEqual(TRADE_GROUPS.map((group) => group.slug).toSorted());
});

describe("artworkResponse", () => {
  test.each(["/artwork/avatars/ana-1.svg", "/artwork/covers/pets/good-boy-walks.svg"])(
    "draws %s, kept for ever",
    async (path) => {
      const response = artworkResponse(path)!;
      expect(response.headers.get("content-type")).toMatch("image/svg+xml");
      expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(await response.text()).toMatch(/^<svg /);
    },
  );
  test.each([
    "/artwork/avatars/.svg",
    "/artwork/avatars/A.svg",
    "/artwork/avatars/../x.svg",
    "/artwork/avatars/a%2e.svg",
    "/artwork/avatars/a.png",
    "/artwork/avatars/a.svg/",
    "/artwork/covers/a.svg",
    "/artwork/covers/nonsense/a.svg",
    "/artwork/covers/constructor/a.svg",
    "/artwork/covers/pets/<b>.svg",
    `/artwork/avatars/${"a".repeat(121)}.svg`,
    "/artwork",
    "/",
  ])("does not know %s", (path) => expect(artworkResponse(path)).toBeNull());
});
