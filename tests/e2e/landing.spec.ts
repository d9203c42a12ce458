import { expect, test, type APIRequestContext } from "@playwright/test";
import { demoProvider, signIn } from "./marketplace.ts";

test.use({ trace: "off" });

const LANDING = "/services/plumbing/austin-tx";
/** Where a time to book would stand. */
const OPEN_TIME = /start=20\d\d-|nextTimes/;

const publicPages = async (request: APIRequestContext): Promise<string[]> => [
  "/services",
  "/services/plumbing",
  LANDING,
  "/in/austin-tx",
  `/providers/${(await demoProvider(request)).slug}`,
];

test("pages that are the same for everybody may be shared, and tell of no open time", async ({
  request,
}) => {
  for (const path of await publicPages(request)) {
    await test.step(path, async () => {
      await request.get(path);
      const page = await request.get(path);
      expect(page.status()).toBe(200);
      const headers = page.headers();
      expect(headers["cache-control"]).toMatch(
        /^public, max-age=0, s-maxage=\d+, stale-while-revalidate=[1-9]\d*$/,
      );
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers["vary"]).toMatch(/rsc.*accept-encoding/);
      const html = await page.text();
      expect(html).not.toMatch(OPEN_TIME);
      expect(html).toContain('<link rel="canonical" href="http');
      // A page that was made anew in between is another one; then the question is asked again.
      await expect(async () => {
        const now = await request.get(path);
        const same = { "if-none-match": now.headers()["etag"]! };
        expect((await request.get(path, { headers: same })).status()).toBe(304);
        // Who asks makes no difference.
        const known = await request.get(path, { headers: { cookie: "place=Berlin; session=x" } });
        expect(await known.text()).toBe(await now.text());
      }).toPass();
    });
  }
});

test("pages that are somebody's, or tell of open times, are kept by nobody", async ({
  page,
  request,
}) => {
  for (const path of ["/", "/search?category=plumbing&near=Austin%2C+TX", "/sign-in"]) {
    const answer = await request.get(path);
    expect(answer.headers()["cache-control"], path).toBe("private, no-store");
    expect(answer.headers()["etag"], path).toBeUndefined();
  }
  await signIn(page, "customer@demo.loconomy.test");
  for (const path of ["/bookings", "/account", "/"])
    expect((await page.request.get(path)).headers()["cache-control"], path).toBe(
      "private, no-store",
    );
});

test("a landing page leads to open times, which come in the browser, and to its neighbours", async ({
  page,
}) => {
  await page.goto(LANDING);
  await expect(page.getByRole("heading", { level: 1, name: "Plumbing in Austin" })).toBeVisible();
  const soon = page.getByRole("region", { name: "Free soon" });
  await expect(soon.getByRole("link", { name: /^Book .* [AP]M$/ }).first()).toBeVisible();
  const data = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').first().textContent())!,
  ) as { "@graph": Array<{ "@type": string }> };
  expect(data["@graph"].map((one) => one["@type"])).toEqual([
    "BreadcrumbList",
    "Service",
    "ItemList",
  ]);
  await page
    .getByRole("navigation", { name: "You are here" })
    .getByRole("link", { name: "Austin" })
    .click();
  await expect(page).toHaveURL(/\/in\/austin-tx$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Local services in Austin");
});

test("where nobody is there is no page", async ({ request }) => {
  for (const path of [
    "/services/nothing",
    "/services/plumbing/atlantis",
    "/in/atlantis",
    "/services/a/b/c",
  ]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()["cache-control"], path).toBe("private, no-store");
  }
});

test("the sitemap names every kind of page, and robots.txt the sitemap", async ({ request }) => {
  const robots = await (await request.get("/robots.txt")).text();
  const index = /^Sitemap: (http\S+\/sitemap\.xml)$/m.exec(robots)![1]!;
  const parts = [...(await (await request.get(index)).text()).matchAll(/<loc>(.*?)<\/loc>/g)];
  expect(parts.map(([, url]) => new URL(url!).pathname)).toEqual([
    "/sitemap/main.xml",
    "/sitemap/landings-0.xml",
    "/sitemap/providers-0.xml",
  ]);
  const pages: string[] = [];
  for (const [, url] of parts) {
    const xml = await (await request.get(url!)).text();
    pages.push(...[...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, one]) => new URL(one!).pathname));
  }
  expect(new Set(pages).size).toBe(pages.length);
  expect(pages).toEqual(
    expect.arrayContaining(["/", "/services", "/services/plumbing", LANDING, "/in/austin-tx"]),
  );
  expect(pages.filter((path) => path.startsWith("/providers/")).length).toBeGreaterThan(1_000);
});

test("links have pictures", async ({ page, request }) => {
  for (const path of [...(await publicPages(request)), "/"]) {
    await page.goto(path);
    const picture = await page.locator('meta[property="og:image"]').getAttribute("content");
    const answer = await request.get(picture!);
    expect(answer.headers()["content-type"], path).toBe("image/png");
    expect((await answer.body()).length, path).toBeGreaterThan(5_000);
  }
});
