import fc from "fast-check";
import { expect, test } from "vitest";
import { freeSlug, slugOf } from "./slug.ts";

test.each([
  ["Barton Creek Plumbing", "barton-creek-plumbing"],
  ["Müller & Söhne Straßenbau", "muller-and-sohne-strassenbau"],
  ["Łukasz O’Brien's  Café!", "lukasz-obriens-cafe"],
  ["東京クリーニング", "provider"],
  ["  --- ", "provider"],
  ["0197a000-0000-7000-8000-000000000001", "provider-0197a000-0000-7000-8000-000000000001"],
])("%s becomes %s", (name, slug) => expect(slugOf(name)).toBe(slug));

test("any name becomes a slug that the database takes and that is no id", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      const slug = slugOf(name);
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slug.length).toBeLessThanOrEqual(100);
      expect(slugOf(slug)).toBe(slug);
    }),
  );
});

test("a taken slug is numbered", () => {
  expect(freeSlug("a", new Set())).toBe("a");
  expect(freeSlug("a", new Set(["a", "a-2", "a-4"]))).toBe("a-3");
});
