import type { Schedule, ScheduleRules } from "@loconomy/contracts";
import { ToastProvider } from "@loconomy/ui";
import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HoursEditor } from "./hours-editor.tsx";
import type { LoadPreview } from "./use-hours-preview.ts";

const { putSchedule } = vi.hoisted(() => ({ putSchedule: vi.fn() }));
vi.mock("../../api/browser.ts", () => ({ api: { bookings: { putSchedule } } }));
vi.mock("next/navigation", () => ({ notFound: vi.fn(), redirect: vi.fn() }));

const id = "018f0000-0000-7000-8000-000000000001";
const schedule: Schedule = {
  providerId: id,
  timeZone: "America/Chicago",
  weekly: [
    { weekday: 1, start: "09:00", end: "17:00" },
    { weekday: 2, start: "10:00", end: "15:00" },
  ],
  exceptions: [{ day: "2026-11-26", windows: [] }],
  timeOff: [],
  stepMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 60,
  horizonDays: 60,
  slotAnchor: "window",
  dailyMax: null,
  weeklyMax: null,
  travelSpeedKmh: null,
};
const booking = {
  id: "018f0000-0000-7000-8000-0000000000b1",
  status: "confirmed" as const,
  customerName: "Emma Example",
  serviceName: "Leak repair",
  start: "2026-11-30T22:00:00.000Z",
  end: "2026-11-30T23:00:00.000Z",
};

/** Monday at nine while Monday is open then; a booking at four in the afternoon that shorter Mondays leave outside. */
const fakePreview: LoadPreview = async ({ weekly }) => {
  const monday = weekly.find(({ weekday }) => weekday === 1);
  const outside = !monday || monday.end < "17:00" ? [booking] : [];
  return {
    slots: monday
      ? [
          {
            start: "2026-11-30T15:00:00.000Z",
            end: "2026-11-30T16:00:00.000Z",
            day: "2026-11-30",
            spotsLeft: 1,
          },
        ]
      : [],
    bookableUntil: "2027-01-26",
    outside: { total: outside.length, items: outside },
  };
};

beforeEach(() => {
  putSchedule.mockReset();
  putSchedule.mockImplementation(async (input: ScheduleRules) => ({ ...schedule, ...input }));
});
afterEach(cleanup);

const setup = (loadPreview: LoadPreview = fakePreview) => {
  const load = vi.fn(loadPreview);
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <HoursEditor
          schedule={schedule}
          timeZones={["America/Chicago", "Europe/Berlin"]}
          services={[{ id: "018f0000-0000-7000-8000-0000000000a1", name: "Leak repair" }]}
          today="2026-11-27"
          place={null}
          loadPreview={load}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return load;
};
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const set = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => userEvent.click(button("Save hours"));
const saved = () => putSchedule.mock.calls.at(-1)?.[0] as ScheduleRules;

describe("the hours editor", () => {
  it("shows the same hours in the drawing and in the fields", async () => {
    setup();
    expect(button("Tuesday, 10:00 AM–3:00 PM")).toBeTruthy();
    set("Tuesday, to", "02:00");
    expect(button("Tuesday, 10:00 AM–2:00 AM, into Wednesday")).toBeTruthy();
    expect(screen.getByText("Ends on Wednesday")).toBeTruthy();
    button(/^Monday, 9:00/).focus();
    await userEvent.keyboard("{ArrowUp}");
    expect(screen.getByLabelText("Monday, from")).toHaveProperty("value", "08:45");
    await save();
    expect(saved().weekly).toEqual([
      { weekday: 1, start: "08:45", end: "16:45" },
      { weekday: 2, start: "10:00", end: "02:00" },
    ]);
  });

  it("copies a day to other days", async () => {
    setup();
    await userEvent.click(button("Copy to other days: Monday"));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Copy" }));
    await save();
    expect(saved().weekly.map(({ weekday, start }) => [weekday, start])).toEqual(
      [1, 2, 3, 4, 5].map((weekday) => [weekday, "09:00"]),
    );
  });

  it("adds a day that is closed, and one with other hours, from those that are usual", async () => {
    setup();
    await userEvent.click(button("Add a day"));
    await userEvent.click(button("Add a day"));
    const [first, second] = screen.getAllByLabelText("Day");
    fireEvent.change(first!, { target: { value: "2026-12-24" } });
    fireEvent.change(second!, { target: { value: "2026-12-01" } });
    const tuesday = within(screen.getByRole("group", { name: "Exception: Tue 1 Dec" }));
    expect(tuesday.getByText("Usually 10:00 AM–3:00 PM")).toBeTruthy();
    await userEvent.click(tuesday.getByRole("button", { name: "Other hours" }));
    fireEvent.change(tuesday.getByLabelText("Tue 1 Dec, to"), { target: { value: "12:00" } });
    await save();
    // The day that is over is gone.
    expect(saved().exceptions).toEqual([
      { day: "2026-12-24", windows: [] },
      { day: "2026-12-01", windows: [{ start: "10:00", end: "12:00" }] },
    ]);
  });

  it("finds hours that overlap before anything is sent", async () => {
    setup();
    await userEvent.click(button("Add hours on Monday"));
    const ends = screen.getAllByLabelText("Monday, from");
    fireEvent.change(ends[1]!, { target: { value: "16:00" } });
    await save();
    expect(await screen.findByText("Overlaps with other hours")).toBeTruthy();
    expect(putSchedule).not.toHaveBeenCalled();
  });

  it("says at the field what the server refuses", async () => {
    setup();
    putSchedule.mockRejectedValueOnce(
      new ORPCError("invalid_request", {
        status: 400,
        message: "Some opening hours are not right.",
        data: { errors: [{ path: "weekly.1", message: "overlaps other hours" }] },
      }),
    );
    set("Tuesday, to", "16:00");
    await save();
    expect(await screen.findByText("Some opening hours are not right.")).toBeTruthy();
    expect(screen.getByLabelText("Tuesday, to").getAttribute("aria-invalid")).toBe("true");
  });

  it("undoes what is not saved", async () => {
    setup();
    set("Tuesday, to", "16:00");
    await userEvent.click(button("Undo changes"));
    expect(screen.getByLabelText("Tuesday, to")).toHaveProperty("value", "15:00");
    expect(screen.queryByRole("button", { name: "Undo changes" })).toBeNull();
  });
});

describe("the preview", () => {
  it("asks with the unsaved hours, and shows the days in the provider's zone", async () => {
    const load = setup();
    expect(await screen.findByText("9:00 AM", { selector: "time" })).toBeTruthy();
    expect(screen.getByText(/With your saved hours. Times are in Chicago time./)).toBeTruthy();
    set("Monday, to", "18:00");
    await vi.waitFor(() => expect(load.mock.calls.at(-1)?.[0].weekly[0]?.end).toBe("18:00"));
    expect(load.mock.calls.at(-1)?.[0]).toMatchObject({ id, from: "2026-11-27" });
    expect(screen.getByText(/With your unsaved changes/)).toBeTruthy();
    await userEvent.click(button("Later week"));
    await vi.waitFor(() => expect(load.mock.calls.at(-1)?.[0].from).toBe("2026-12-04"));
  });

  it("does not ask about hours that are not right", async () => {
    const load = setup();
    await screen.findByText("9:00 AM", { selector: "time" });
    set("Monday, to", "");
    expect(await screen.findByText(/^Correct the hours above/)).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("names the bookings outside with links, before saving and after", async () => {
    setup();
    set("Monday, to", "16:00");
    expect(await screen.findByText("1 booking would be outside these hours")).toBeTruthy();
    const link = () => screen.getByRole("link", { name: "Leak repair for Emma Example" });
    expect(link().getAttribute("href")).toBe(`/bookings/${booking.id}`);
    expect(screen.getByText("Mon 30 Nov, 4:00–5:00 PM (Chicago time)")).toBeTruthy();
    await save();
    expect(await screen.findByText("1 booking is outside your hours")).toBeTruthy();
    expect(link()).toBeTruthy();
  });
});
