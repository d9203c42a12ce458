import type { PlannedOccurrence, SeriesPlan } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { SeriesPlanner } from "./series-planner.tsx";

const slot = (day: string, hour: string) => ({
  start: `${day}T${hour}:00:00.000Z`,
  end: `${day}T${hour}:30:00.000Z`,
  day,
  spotsLeft: 1,
});
const DAYS = ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"];

interface Asked {
  rule: { frequency: string; every: number; count: number };
  replacements: Array<{ occurrence: number; start: string }>;
  skip: number[];
}
const asked: Asked[] = [];
let isTooFar = false;

/** A provider whose second date is taken. */
const answer = (input: Asked): SeriesPlan => {
  const occurrences = DAYS.slice(0, input.rule.count).map((day, index): PlannedOccurrence => {
    const occurrence = index + 1;
    const other = input.replacements.find((choice) => choice.occurrence === occurrence);
    const state = input.skip.includes(occurrence)
      ? "left_out"
      : occurrence === 2 && !other
        ? "taken"
        : "open";
    return {
      ...slot(day, "09"),
      ...(other ? { start: other.start } : {}),
      occurrence,
      state,
      alternatives: state === "taken" ? [slot(day, "10"), slot(day, "11")] : [],
    };
  });
  const open = occurrences.filter(({ state }) => state === "open").length;
  return {
    timeZone: "UTC",
    occurrences,
    isOpen: occurrences.every(({ state }) => state === "open" || state === "left_out"),
    price: { amount: 4500, currency: "USD" },
    total: { amount: 4500 * open, currency: "USD" },
    policy: { name: "flexible", steps: [] },
  };
};

vi.mock("../../api/browser.ts", () => ({
  api: {
    bookings: {
      previewSeries: async (input: Asked) => {
        asked.push(input);
        if (isTooFar)
          throw new ORPCError("unprocessable", {
            status: 422,
            message: "This provider can be booked until 2026-12-20; 3 dates are within that.",
            data: { occurrencesMax: 3 },
          });
        return answer(input);
      },
    },
  },
}));

afterEach(() => {
  cleanup();
  asked.length = 0;
  isTooFar = false;
});

const show = () => {
  const onHold = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SeriesPlanner
        wished={{ serviceId: "s", start: slot(DAYS[0]!, "09").start }}
        isHolding={false}
        failure={null}
        onHold={onHold}
      />
    </QueryClientProvider>,
  );
  return onHold;
};
const holdButton = (count: number) => screen.findByRole("button", { name: `Hold ${count} dates` });

it("shows every date, names the one that cannot be had, and holds nothing until something is chosen for it", async () => {
  const onHold = show();
  expect(await screen.findByText("One date cannot be had")).toBeDefined();
  expect(screen.getAllByRole("listitem")).toHaveLength(4);
  expect((await holdButton(3)).hasAttribute("disabled")).toBe(true);
  const user = userEvent.setup();
  const [, alternative] = screen
    .getByLabelText<HTMLSelectElement>(/Instead of/)
    .querySelectorAll("option");
  await user.selectOptions(screen.getByLabelText(/Instead of/), alternative!.value);
  const button = await holdButton(4);
  await waitFor(() => expect(button.hasAttribute("disabled")).toBe(false));
  expect(screen.getByText("4 dates, $45 each")).toBeDefined();
  await user.click(button);
  expect(onHold).toHaveBeenCalledOnce();
  expect(asked.at(-1)!.replacements).toEqual([{ occurrence: 2, start: alternative!.value }]);
});

it("leaves a date out, and takes it in again", async () => {
  show();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: /Leave it out/ }));
  expect((await holdButton(3)).hasAttribute("disabled")).toBe(false);
  expect(asked.at(-1)!.skip).toEqual([2]);
  await user.selectOptions(screen.getByLabelText(/Instead of/), "");
  expect(await screen.findByText("One date cannot be had")).toBeDefined();
  expect((await holdButton(3)).hasAttribute("disabled")).toBe(true);
});

it("asks anew for another rule, and forgets what was chosen for the old dates", async () => {
  show();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: /Leave it out/ }));
  await user.selectOptions(screen.getByLabelText("Repeat"), "monthly");
  await waitFor(() =>
    expect(asked.at(-1)).toMatchObject({
      rule: { frequency: "monthly", every: 1, count: 4 },
      skip: [],
    }),
  );
  await user.selectOptions(screen.getByLabelText("Repeat"), "weeks");
  await user.selectOptions(screen.getByLabelText("Weeks between"), "3");
  await waitFor(() => expect(asked.at(-1)!.rule).toMatchObject({ frequency: "weekly", every: 3 }));
});

it("says how far the provider can be booked", async () => {
  isTooFar = true;
  show();
  expect(
    await screen.findByText("This goes further than the provider can be booked"),
  ).toBeDefined();
  expect(screen.getByText(/3 dates are within that/)).toBeDefined();
  expect(screen.queryByRole("button", { name: /Hold/ })).toBeNull();
});
