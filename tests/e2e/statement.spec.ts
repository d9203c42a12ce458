import { expect, test } from "@playwright/test";
import { download, pdfText, PROVIDER, signIn } from "./marketplace.ts";

test("a provider downloads a statement whose sums are right, on paper too", async ({ page }) => {
  await signIn(page, PROVIDER);
  await page.goto("/desk/money");
  const links = (format: string) =>
    page.getByRole("link", { name: new RegExp(`^Statement of .* \\(${format}\\)$`) });
  const [name, csv] = await download(page, links("CSV").last());
  expect(name).toMatch(/^statement-\d{4}-\d\d-01-\d{4}-\d\d-(28|29|30|31)\.csv$/);
  const [head, ...rows] = csv.toString("utf8").trimEnd().split("\r\n");
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

  await page.goto("/desk/payouts");
  const [pdfName, pdf] = await download(page, links("PDF").last());
  expect(pdfName).toBe(name.replace(".csv", ".pdf"));
  const text = await pdfText(pdf);
  const sum = (sign: number): string => {
    const all = lines.slice(1, -1).map(([amount]) => amount!);
    return dollars(all.reduce((total, it) => (it * sign > 0 ? total + it : total), 0));
  };
  const sums = ["USD", dollars(lines[0]![1]!), sum(1), sum(-1), dollars(balance)];
  expect(text.replaceAll(/\s+/g, " ")).toContain(sums.join(" "));
});

test("a provider downloads an invoice to a customer, and one of the platform", async ({ page }) => {
  await signIn(page, PROVIDER);
  await page.goto("/desk/invoices");
  const [name, invoice] = await download(
    page,
    page.getByRole("link", { name: /^Invoice .*\(PDF\)$/ }).first(),
  );
  const text = await pdfText(invoice);
  expect(text).toContain(`Invoice ${name.replace(".pdf", "")}`);
  expect(text).toContain("Barton Creek Plumbing");
  const [feesName, fees] = await download(
    page,
    page.getByRole("link", { name: /^Fees of .*\(PDF\)$/ }).first(),
  );
  expect(feesName).toMatch(/^INV-\d{4}-\d{6}\.pdf$/);
  expect(await pdfText(fees)).toContain("Platform fees of");
});

const dollars = (cents: number): string =>
  new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(cents / 100);
