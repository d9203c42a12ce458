import { expect, it } from "vitest";
import { pageAddress } from "./page-address.ts";

const here = "https://loconomy.example/providers/anna?zone=UTC";
const address = (href: string, { target = "", download = false } = {}) =>
  pageAddress({ href: new URL(href, here).href, target, hasAttribute: () => download }, here);

it.each([
  ["/search?q=tap#list", "/search?q=tap#list"],
  ["/providers/anna", "/providers/anna"],
  ["https://loconomy.example/in/austin-tx", "/in/austin-tx"],
])("goes to %s without loading the page anew", (href, to) => {
  expect(address(href)).toBe(to);
});

it.each(["https://elsewhere.example/", "mailto:a@b.example", "/api/docs", "#times"])(
  "leaves %s to the browser",
  (href) => {
    expect(address(href)).toBeNull();
  },
);

it("leaves downloads and other tabs to the browser", () => {
  expect(address("/search", { download: true })).toBeNull();
  expect(address("/search", { target: "_blank" })).toBeNull();
  expect(address("/search", { target: "_self" })).toBe("/search");
});
