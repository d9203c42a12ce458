import { expect, test } from "vitest";
import { sitemapIndex, urlSet } from "./xml.ts";

const origin = new URL("https://example.com");

test("addresses are absolute and escaped, with the time of their last change when it is known", () => {
  const xml = urlSet(
    [{ path: "/in/são-paulo?a=1&b=2", changedAt: "2026-11-27T10:00:00.000Z" }, { path: "/" }],
    origin,
  );
  expect(xml).toContain(
    "<url><loc>https://example.com/in/s%C3%A3o-paulo?a=1&amp;b=2</loc><lastmod>2026-11-27T10:00:00.000Z</lastmod></url>",
  );
  expect(xml).toContain("<url><loc>https://example.com/</loc></url>");
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset /);
});

test("an index names its parts", () => {
  expect(sitemapIndex(["/sitemap/main.xml"], origin)).toContain(
    "<sitemap><loc>https://example.com/sitemap/main.xml</loc></sitemap>",
  );
});
