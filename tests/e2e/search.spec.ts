import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { tabTo } from "./marketplace.ts";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 780 };

const cards = (page: Page): Locator => page.locator("main [data-result]");
const idsOf = (of: Locator, name: string): Promise<string[]> =>
  of.evaluateAll((all, attribute) => all.map((one) => one.getAttribute(attribute) ?? ""), name);
const heading = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("heading", { level: 1, name });
/** A field of the address of the page. */
const param = (page: Page, name: string): string | null =>
  new URL(page.url()).searchParams.get(name);

const axe = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .exclude("main li:nth-of-type(n+4)")
    .exclude("body > .banner")
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

/** How far the page jumped by itself so far; 0.1 is what people begin to notice. */
const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as unknown as { value: number }[])
            sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );

const mapShown = async (page: Page): Promise<Locator> => {
  const map = page.getByRole("region", { name: "Map of the results" });
  await expect(map.locator("[data-pin]").first()).toBeVisible({ timeout: 30_000 });
  return map;
};

/** Drags the map by so many pixels, with the mouse. */
const pan = async (page: Page, map: Locator, by: { x: number; y: number }): Promise<void> => {
  const box = (await map.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x / 2, y + by.y / 2, { steps: 4 });
  await page.mouse.move(x + by.x, y + by.y, { steps: 4 });
  // A finger that rests before it leaves does not throw the map.
  await page.waitForTimeout(200);
  await page.mouse.up();
};

/** Drags the map by so many pixels, with a finger. */
const swipe = async (page: Page, map: Locator, by: { x: number; y: number }): Promise<void> => {
  const box = (await map.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", share?: number) =>
    finger.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: share === undefined ? [] : [{ x: x + by.x * share, y: y + by.y * share }],
    });
  await touch("touchStart", 0);
  for (const share of [0.2, 0.4, 0.6, 0.8, 1]) {
    await touch("touchMove", share);
    await page.waitForTimeout(30);
  }
  // A finger that rests before it leaves does not throw the map.
  await page.waitForTimeout(200);
  await touch("touchEnd");
  await finger.detach();
};

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** The first open time of each card that has one, "9:30 AM". */
const firstTimes = (page: Page): Promise<string[]> =>
  cards(page).locator("ul li:first-child span:last-child").allTextContents();

test.describe("on a desk", () => {
  test.use({ viewport: DESK });

  test("by words, then by open time; back and forward restore both", async ({ page }) => {
    await page.goto("/");
    const form = page.getByRole("search", { name: "Search" });
    await form.getByRole("combobox", { name: "What do you need?" }).fill("plumbing");
    await form.getByRole("combobox", { name: "Where?" }).fill("Austin, TX");
    await form.getByRole("button", { name: "Search" }).click();
    await expect(heading(page, /near Austin, TX/)).toBeVisible();
    expect(param(page, "q")).toBe("plumbing");
    const found = await idsOf(cards(page), "data-result");
    expect(found.length).toBeGreaterThan(1);

    const day = page.getByRole("combobox", { name: "Day", exact: true });
    await day.selectOption({ label: "Tomorrow" });
    await expect(page).toHaveURL(/date=/);
    await page.getByRole("combobox", { name: "Time of day" }).selectOption("morning");
    await expect(page).toHaveURL(/partOfDay=morning/);
    await expect(
      page.getByRole("link", { name: /^Book .* \d{1,2}:\d{2} AM/ }).first(),
    ).toBeVisible();
    for (const first of await cards(page).locator("ul li:first-child").allTextContents())
      expect(first).toMatch(/AM$/);

    await page.goBack();
    await page.goBack();
    await expect(day).toHaveValue("");
    // The same ones; who is free soonest, and so the order, may be another by now.
    await expect
      .poll(async () => (await idsOf(cards(page), "data-result")).toSorted())
      .toEqual(found.toSorted());
    await page.goForward();
    await expect(day).not.toHaveValue("");
    await page.getByRole("combobox", { name: "What do you need?" }).click();
    await expect(page.getByRole("group", { name: "Your recent searches" })).toBeVisible();
    await axe(page);
  });

  test("by map: pan, search this area, pins follow the list", async ({ page }) => {
    await page.goto("/search?near=Austin,%20TX&sort=distance");
    const map = await mapShown(page);
    expect(await layoutShift(page)).toBeLessThan(0.1);
    const again = page.getByRole("button", { name: "Search this area" });
    await expect(again).toHaveCount(0);
    const before = await idsOf(cards(page), "data-result");

    await pan(page, map, { x: -220, y: 120 });
    await again.click();
    await expect(heading(page, "Local services in this area")).toBeVisible();
    const box = param(page, "box")!.split(",").map(Number);
    expect(box).toHaveLength(4);
    await expect(again).toHaveCount(0);
    const after = await idsOf(cards(page), "data-result");
    expect(after).not.toEqual(before);
    // Every pin is one of the list, alone or as the first of those that lie together.
    await expect
      .poll(async () => {
        const pins = await idsOf(map.locator("[data-pin]"), "data-pin");
        return pins.length > 0 && pins.every((id) => after.includes(id));
      })
      .toBe(true);
    await axe(page);

    await page.goBack();
    await expect(heading(page, /near Austin, TX/)).toBeVisible();
    await page.goForward();
    await expect(heading(page, /in this area/)).toBeVisible();
    expect(param(page, "box")!.split(",").map(Number)).toEqual(box);
  });

  test("by keyboard alone, with a category from the list", async ({ page }) => {
    await page.goto("/");
    await page.waitForLoadState("networkidle");
    await tabTo(page, /^What do you need/);
    await page.keyboard.type("plumb");
    const field = page.getByRole("combobox", { name: "What do you need?" });
    await expect(page.getByRole("status").filter({ hasText: /^\d+ suggestions?$/ })).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveText(/^Plumbing/);
    expect(await field.getAttribute("aria-activedescendant")).toMatch(/-option-0$/);
    await page.keyboard.press("Enter");
    await expect(field).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.press("Enter");
    await expect(heading(page, /^Plumbing near /)).toBeVisible();
    expect(param(page, "category")).toBe("plumbing");
  });
});

test.describe("on a desk, by keyboard alone", () => {
  test.use({ viewport: DESK });

  test("filters in the sheet and in the row, then a pin of the map", async ({ page }) => {
    await page.goto("/search?q=plumbing&near=Austin,%20TX");
    await page.waitForLoadState("networkidle");
    await tabTo(page, /^Filters$/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Filters" })).toBeVisible();
    await tabTo(page, /^Verified only/);
    await page.keyboard.press("Space");
    await tabTo(page, /^Show results$/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/verified=true/);
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await tabTo(page, /^Rating$/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(page).toHaveURL(/minRating=4&/);
    await expect(page.getByRole("combobox", { name: "Rating" })).toBeFocused();
    await expect(cards(page).first()).toBeVisible();

    const map = await mapShown(page);
    await tabTo(page, /, from \$|providers here/, 150);
    const pin = await page.locator(":focus").getAttribute("data-pin");
    // Pins that lie together come apart, and the focus stays with the first of them.
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press("Enter");
      await page.waitForTimeout(1_000);
      if (await map.locator("..").getByRole("link", { name: "See profile and times" }).count())
        break;
      await expect(page.locator(":focus")).toHaveAttribute("data-pin", pin!);
    }
    await tabTo(page, /^See profile and times$/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/providers\//);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, colorScheme: "dark" });

  test("by words, then by times of a day and by distance", async ({ page }) => {
    await page.goto("/");
    const form = page.getByRole("search", { name: "Search" });
    await form.getByRole("combobox", { name: "What do you need?" }).fill("cleaning");
    await form.getByRole("combobox", { name: "Where?" }).fill("Austin, TX");
    await form.getByRole("button", { name: "Search" }).click();
    await expect(heading(page, /near Austin, TX/)).toBeVisible();
    expect(param(page, "q")).toBe("cleaning");
    await expect(page.getByRole("button", { name: "Change" })).toBeVisible();
    await expect(
      page.getByRole("status").filter({ hasText: /^\d+ providers within 16 mi/ }),
    ).toBeVisible();
    await expect(cards(page).first()).toBeVisible();

    await page.getByRole("button", { name: "Filters", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Filters" });
    await sheet.getByLabel("Distance").selectOption({ label: "Within 10 mi" });
    await sheet.getByLabel("Day", { exact: true }).selectOption({ index: 3 });
    await sheet.getByLabel("Starts from").selectOption({ label: "9:00 AM" });
    await sheet.getByLabel("Starts before").selectOption({ label: "12:00 PM" });
    await axe(page);
    await sheet.getByRole("button", { name: "Show results" }).click();
    await expect(page).toHaveURL(/radiusKm=16.09.*date=.*time=09%3A00-12%3A00/);
    await expect(
      page.getByRole("status").filter({ hasText: /within 10 mi ha(s|ve) a time that fits/ }),
    ).toBeVisible();
    await expect(page.getByText(/^Showing \d+ of/)).toHaveCount(0);
    const times = await firstTimes(page);
    expect(times.length).toBeGreaterThan(0);
    for (const time of times) expect(time).toMatch(/^(9|10|11):\d\d AM$/);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await axe(page);
    // What is counted beside choices knows no wish for a time: then nothing is counted.
    await page.getByRole("button", { name: /^Filters/ }).click();
    await expect(sheet.getByText("Verified only", { exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Remove filter: 9:00 AM–12:00 PM" }).click();
    await expect(page).not.toHaveURL(/time=/);
    expect(param(page, "radiusKm")).toBe("16.09");
  });

  test("by map: pan, search this area, open a group of pins", async ({ page }) => {
    await page.goto("/search?near=Austin,%20TX&sort=distance&view=map");
    const map = await mapShown(page);
    const again = page.getByRole("button", { name: "Search this area" });
    const group = map.getByRole("button", { name: /providers here\. Zoom in$/ }).first();
    const [first, said] = [
      await group.getAttribute("data-pin"),
      (await group.getAttribute("aria-label"))!,
    ];
    await expect(again).toHaveCount(0);
    await group.click();
    await expect(map.locator(`[data-pin="${first}"]`)).not.toHaveAttribute("aria-label", said);
    await expect(again).toBeVisible();

    await swipe(page, map, { x: -140, y: 120 });
    await again.click();
    await expect(heading(page, "Local services in this area")).toBeVisible();
    expect(param(page, "box")!.split(",")).toHaveLength(4);
    expect(param(page, "view")).toBe("map");
    await expect(again).toHaveCount(0);
    await mapShown(page);
    await page.getByRole("button", { name: "List" }).click();
    await expect(page.getByText(/in the area of the map/)).toBeVisible();
    await expect(cards(page).first()).toBeVisible();
  });

  test("filters in a sheet, the map by a button; the address keeps both", async ({ page }) => {
    await page.goto("/search?near=Austin,%20TX");
    await page.getByRole("button", { name: "Filters", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Filters" });
    await sheet.getByLabel("Verified only").check();
    await sheet.getByLabel("Instant booking only").check();
    await sheet.getByLabel("Price up to").selectOption({ label: "Up to $200" });
    await axe(page);
    await sheet.getByRole("button", { name: "Show results" }).click();
    await expect(page).toHaveURL(/maxPrice=20000.*verified=true.*instant=true/);
    await expect(page.getByRole("link", { name: "Remove filter: Up to $200" })).toBeVisible();
    const found = await idsOf(cards(page), "data-result");
    expect(found.length).toBeGreaterThan(0);

    await page.getByRole("button", { name: "Map" }).click();
    await mapShown(page);
    await expect(page).toHaveURL(/view=map/);
    await expect(cards(page).first()).toBeHidden();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await axe(page);
    await page.reload();
    await mapShown(page);
    await page.goBack();
    await expect(cards(page).first()).toBeVisible();
    expect((await idsOf(cards(page), "data-result")).toSorted()).toEqual(found.toSorted());
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE });

  test("the form, the filters and the list work as plain pages", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("combobox", { name: "What do you need?" }).fill("plumbing");
    await page.getByRole("combobox", { name: "Where?" }).fill("Austin, TX");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(heading(page, /near Austin, TX/)).toBeVisible();
    await page.locator("summary", { hasText: "Filters" }).click();
    await page.getByLabel("Verified only").check();
    await page.getByRole("button", { name: "Show results" }).click();
    await expect(page).toHaveURL(/q=plumbing.*verified=true/);
    await expect(cards(page).first()).toBeVisible();
  });

  test("times of a day, and prices upside down, are understood as plain fields", async ({
    page,
  }) => {
    await page.goto("/search?near=Austin,%20TX&minPrice=40000&maxPrice=5000");
    await expect(page.getByRole("status").filter({ hasText: /^\d+ providers/ })).toBeVisible();
    await page.locator("summary", { hasText: "Filters" }).click();
    const filters = page.getByRole("form", { name: "Filters" });
    await expect(filters.getByLabel("Price from")).toHaveValue("5000");
    await filters.getByLabel("Day", { exact: true }).selectOption({ index: 3 });
    await filters.getByLabel("Starts from").selectOption({ label: "1:00 PM" });
    await filters.getByLabel("Starts before").selectOption({ label: "4:00 PM" });
    await page.getByRole("button", { name: "Show results" }).click();
    await expect(cards(page).first()).toBeVisible();
    for (const time of await firstTimes(page)) expect(time).toMatch(/^[123]:\d\d PM$/);
  });

  test("distances are in the unit of the place", async ({ page }) => {
    await page.goto("/search?near=Berlin,%20Germany");
    await expect(page.getByText(/providers? within 25 km/)).toBeVisible();
    await page.locator("summary", { hasText: "Filters" }).click();
    await page.getByLabel("Distance").selectOption({ label: "Within 5 km" });
    await page.getByRole("button", { name: "Show results" }).click();
    await expect(page.getByText(/providers? within 5 km/)).toBeVisible();
  });

  test("search engines keep the plain search, and no area, position or filtered page", async ({
    page,
  }) => {
    const read = async (query: string) => {
      await page.goto(`/search?${query}`);
      const canonical = await page.locator('link[rel="canonical"]').getAttribute("href");
      const robots = page.locator('meta[name="robots"]');
      return {
        search: new URL(canonical!).search,
        isKept:
          (await robots.count()) === 0 || !/noindex/.test((await robots.getAttribute("content"))!),
      };
    };
    const plain = "?q=tap&near=Berlin";
    expect(await read("q=tap&near=Berlin")).toEqual({ search: plain, isKept: true });
    expect(await read("near=Berlin&q=tap&sort=price&minRating=4")).toEqual({
      search: plain,
      isKept: false,
    });
    expect(await read("near=Berlin&q=tap&radiusKm=5")).toEqual({ search: plain, isKept: false });
    const box = "box=-97.9%2C30.1%2C-97.5%2C30.5";
    expect(await read(box)).toEqual({ search: `?${box}`, isKept: false });
    expect(await read("lat=30.267&lng=-97.743")).toMatchObject({ isKept: false });
  });
});
