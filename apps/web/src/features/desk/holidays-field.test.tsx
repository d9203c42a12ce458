import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useForm, useWatch } from "react-hook-form";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ExceptionsField } from "./exceptions-field.tsx";
import type { HoursFields } from "./hours.ts";

const { listHolidays } = vi.hoisted(() => ({ listHolidays: vi.fn() }));
vi.mock("../../api/browser.ts", () => ({ api: { geolocation: { listHolidays } } }));
vi.mock("next/navigation", () => ({ notFound: vi.fn(), redirect: vi.fn() }));

const holiday = (day: string, name: string) => ({ day, name, isSubstitute: false });
const regions = [{ code: "TX", name: "Texas" }];
const years: Record<number, ReturnType<typeof holiday>[]> = {
  2026: [holiday("2026-07-04", "Independence Day"), holiday("2026-12-25", "Christmas Day")],
  // A Friday, a Monday that has hours of its own, a Sunday; the last is too far ahead.
  2027: [
    holiday("2027-01-01", "New Year's Day"),
    holiday("2027-05-31", "Memorial Day"),
    holiday("2027-07-04", "Independence Day"),
    holiday("2027-12-25", "Christmas Day"),
  ],
};
beforeEach(() => {
  listHolidays.mockReset();
  listHolidays.mockImplementation(async ({ region, year }: { region?: string; year: number }) => {
    if (region && region !== "TX") throw new ORPCError("unprocessable", { status: 422 });
    return { country: "US", region: region ?? null, regions, items: years[year] };
  });
});
afterEach(cleanup);

const day = [{ start: "09:00", end: "17:00" }];
function Harness({ region }: { region: string | null }) {
  const form = useForm<HoursFields>({
    defaultValues: {
      timeZone: "America/Chicago",
      week: [day, day, day, day, day, [], []],
      exceptions: [{ day: "2027-05-31", windows: [{ start: "10:00", end: "12:00" }] }],
    },
  });
  const exceptions = useWatch({ control: form.control, name: "exceptions" });
  return (
    <>
      <ExceptionsField form={form} today="2026-11-27" place={{ country: "US", region }} />
      <output>{JSON.stringify(exceptions)}</output>
    </>
  );
}
const setup = async (region: string | null = "TX") => {
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <Harness region={region} />
    </QueryClientProvider>,
  );
  expect(listHolidays).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Holidays: close on these days" }));
  return screen.findByRole("group", { name: "Public holidays in the coming year" });
};
const boxes = (group: HTMLElement) =>
  within(group)
    .getAllByRole<HTMLInputElement>("checkbox")
    .map(({ checked, disabled, labels }) => [
      labels![0]!.textContent?.split(" · ")[0],
      checked,
      disabled,
    ]);

it("proposes the holidays of the coming year on which it would be open, and marks the others", async () => {
  const group = await setup();
  expect(boxes(group)).toEqual([
    ["Fri 25 Dec 2026", true, false],
    ["Fri 1 Jan 2027", true, false],
    ["Mon 31 May 2027", true, true],
    ["Sun 4 Jul 2027", false, false],
  ]);
  expect(within(group).getByText("Has hours of its own already")).toBeTruthy();
  expect(within(group).getByText("Usually closed")).toBeTruthy();
});

it("closes on the chosen days, and says that they are to be saved", async () => {
  const group = await setup();
  const user = userEvent.setup();
  await user.click(within(group).getByLabelText(/Fri 1 Jan 2027/));
  await user.click(screen.getByRole("button", { name: "Close on 1 day" }));
  expect(JSON.parse(document.querySelector("output")!.textContent)).toEqual([
    { day: "2027-05-31", windows: [{ start: "10:00", end: "12:00" }] },
    { day: "2026-12-25", windows: [] },
  ]);
  expect(screen.getByText("1 day is closed. Save your hours to keep that.")).toBeTruthy();
  expect(within(group).getByText("Closed already")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Close on these days" })).toHaveProperty(
    "disabled",
    true,
  );
});

it("takes another region, and the whole country where the place's region has none of its own", async () => {
  await setup("Central");
  expect(screen.getByLabelText<HTMLSelectElement>("Region").value).toBe("");
  await userEvent.selectOptions(screen.getByLabelText("Region"), "Texas");
  expect(await screen.findByRole("group", { name: /^Public holidays/ })).toBeTruthy();
  expect(listHolidays).toHaveBeenLastCalledWith({ country: "US", region: "TX", year: 2027 });
});

it("says when the country has none that are known", async () => {
  listHolidays.mockRejectedValue(
    new ORPCError("unprocessable", {
      status: 422,
      message: "No holidays are known for this country.",
    }),
  );
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <Harness region={null} />
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Holidays: close on these days" }));
  expect((await screen.findByRole("alert")).textContent).toContain("No holidays are known");
});
