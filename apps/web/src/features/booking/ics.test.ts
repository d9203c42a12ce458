import type { Booking } from "@loconomy/contracts";
import { expect, it } from "vitest";
import { calendarFile } from "./ics.ts";

const site = { hostname: "shop.test", origin: "https://shop.test" };
const booking = {
  id: "b1",
  party: "customer",
  providerName: "Clear Drains; Sons, Ltd",
  serviceName: "Tap repair",
  start: "2026-11-28T09:00:00.000Z",
  end: "2026-11-28T10:30:00.000Z",
  createdAt: "2026-11-23T02:00:00.000Z",
  address: { line1: "12 Oak Street", city: "Austin", postalCode: "78701" },
} as Booking;

it("is one event in UTC with the uid of the mail", () => {
  const lines = calendarFile(booking, site).split("\r\n");
  expect(lines).toContain("UID:booking-b1@shop.test");
  expect(lines).toContain("DTSTART:20261128T090000Z");
  expect(lines).toContain("DTEND:20261128T103000Z");
  expect(lines).toContain("URL:https://shop.test/bookings/b1");
});

it("escapes text and folds long lines", () => {
  const file = calendarFile({ ...booking, serviceName: "Répair ".repeat(20) }, site);
  expect(file).toContain("LOCATION:12 Oak Street\\, 78701 Austin");
  expect(file.replaceAll("\r\n ", "")).toContain("Clear Drains\\; Sons\\, Ltd");
  const octets = file.split("\r\n").map((line) => new TextEncoder().encode(line).length);
  expect(Math.max(...octets)).toBeLessThanOrEqual(75);
});
