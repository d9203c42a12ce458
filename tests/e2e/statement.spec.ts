import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { PROVIDER, signIn } from "./marketplace.ts";

test("a provider downloads a statement whose sums are right", async ({ page }) => {
  await signIn(page, PROVIDER);
  await page.goto("/desk/money");
  const downloading = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Statement of .* \(CSV\)$/ })
    .last()
    .click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(
    /^statement-\d{4}-\d\d-01-\d{4}-\d\d-(28|29|30|31)\.csv$/,
  );
  const text = await readFile(await download.path(), "utf8");
  const [head, ...rows] = text.trimEnd().split("\r\n");
  expect(head).toBe("\ufeffDate,What,Service,Booking,Currency,Amount,Balance");
  const cents = (decimal: string): number => Math.round(Number(decimal) * 100);
  const lines = rows.map((row) => row.split(",").slice(-2).map(cents));
  expect(lines.length).toBeGreaterThan(3);
  let [, balance = Number.NaN] = lines[0]!;
  for (const [amount, after] of lines.slice(1, -1)) {
    balance += amount!;
    expect(after).toBe(balance);
  }
  expect(lines.at(-1)![1]).toBe(balance);
});
