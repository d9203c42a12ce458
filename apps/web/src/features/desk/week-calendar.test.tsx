import type { Agenda } from "@loconomy/contracts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookingItem, exampleAgenda, exampleBooking, exampleItem } from "./example-agenda.ts";
import { type MoveQuestion, WeekCalendar } from "./week-calendar.tsx";

const { getAgenda, createTimeOff, push } = vi.hoisted(() => ({
  getAgenda: vi.fn(),
  createTimeOff: vi.fn(),
  push: vi.fn(),
}));
vi.mock("../../api/browser.ts", () => ({ api: { bookings: { getAgenda, createTimeOff } } }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

/** An hour of Tuesday the first of December in Chicago. */
const iso = (hour: number) => new Date(Date.UTC(2026, 11, 1, hour + 6)).toISOString();
const booking = exampleBooking(iso(10));
const items = [
  bookingItem(booking),
  exampleItem("time_off", iso(13), iso(14), { title: "Dentist" }),
];
let asked: MoveQuestion | null = null;

beforeEach(() => {
  asked = null;
  push.mockReset();
  getAgenda.mockImplementation(async ({ from }: { from: string }) =>
    exampleAgenda(from === "2026-11-30" ? items : [], from),
  );
  // Seven columns of 100 pixels, an hour 20 pixels tall.
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(
    new DOMRect(0, 0, 700, 480),
  );
  HTMLElement.prototype.scrollIntoView = vi.fn();
  HTMLElement.prototype.scrollBy = vi.fn() as never;
});
afterEach(async () => {
  cleanup();
  // A drag swallows the click that follows it at once.
  await new Promise((done) => setTimeout(done));
  vi.restoreAllMocks();
});

const setup = (agenda: Agenda = exampleAgenda(items)) =>
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <WeekCalendar
        providerId={booking.providerId}
        first={{ monday: "2026-11-30", agenda }}
        moveDialog={(question) => {
          asked = question;
          return <p role="dialog">{question.wished}</p>;
        }}
      />
    </QueryClientProvider>,
  );
const job = () => screen.getByRole("button", { name: /^Tue 1 Dec, 10:00–11:00 AM, Leak repair/ });
const dentist = () => screen.getByRole("button", { name: /Dentist/ });
const said = () =>
  screen
    .getAllByRole("status")
    .map(({ textContent }) => textContent)
    .join("");

describe("the week", () => {
  it("says of everything when it is and what, and which zone that is in", () => {
    setup();
    for (const name of [
      "Tue 1 Dec, 10:00–11:00 AM, Leak repair for Emma Example, Booked",
      "Tue 1 Dec, 1:00–2:00 PM, Dentist, Time off",
    ])
      expect(screen.getByRole("button", { name })).toBeTruthy();
    expect(screen.getByText("Times in Chicago time")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Mon 30 Nov – Sun 6 Dec 2026" })).toBeTruthy();
    expect(document.querySelectorAll("[data-open]")).toHaveLength(5);
  });

  it("is one stop of the Tab key; arrows go on, Enter opens", async () => {
    setup();
    const user = userEvent.setup();
    expect([job().tabIndex, dentist().tabIndex]).toEqual([0, -1]);
    job().focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(dentist());
    expect([job().tabIndex, dentist().tabIndex]).toEqual([-1, 0]);
    await user.keyboard("{ArrowUp}{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith(`/bookings/${booking.id}`);
  });

  it("shows a session once; Enter leads to the people in it", async () => {
    const session = { id: "018f0000-0000-7000-8000-0000000000e1", taken: 2, capacity: 8 };
    const seat = (id: string, customerName: string) => ({
      ...bookingItem(
        exampleBooking(iso(10), { id, customerName, serviceName: "Yoga", location: "provider" }),
      ),
      session,
    });
    const agenda = exampleAgenda([seat("b1", "Emma"), { ...seat("b2", "Tom"), kind: "request" }]);
    getAgenda.mockResolvedValue(agenda);
    setup(agenda);
    const user = userEvent.setup();
    screen
      .getByRole("button", { name: "Tue 1 Dec, 10:00–11:00 AM, Yoga, 2 of 8 seats taken" })
      .focus();
    await user.keyboard("{Enter}");
    expect(push).not.toHaveBeenCalled();
    const people = screen.getAllByRole("link", { name: /^(Emma|Tom)/ });
    expect(people.map(({ textContent }) => textContent)).toEqual(["Emma", "Tom, Request"]);
    expect(document.activeElement).toBe(people[0]);
  });

  it("shows another week, and says when there is nothing in it", async () => {
    setup();
    await userEvent.click(screen.getByRole("button", { name: "Later" }));
    expect(screen.getByRole("heading", { name: "Mon 7 Dec – Sun 13 Dec 2026" })).toBeTruthy();
    expect(await screen.findByText("Nothing in this week yet.")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Go to day"), { target: { value: "2026-12-03" } });
    expect(job()).toBeTruthy();
  });

  it("says when a week cannot be loaded, and tries again", async () => {
    getAgenda.mockRejectedValue(new TypeError("offline"));
    setup();
    await userEvent.click(screen.getByRole("button", { name: "Earlier" }));
    expect((await screen.findByRole("alert")).textContent).toContain("could not reach the server");
    getAgenda.mockImplementation(async ({ from }: { from: string }) => exampleAgenda([], from));
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });
});

describe("moving by keys", () => {
  const begin = async (keys: string) => {
    setup();
    const user = userEvent.setup();
    job().focus();
    await user.keyboard(`m${keys}`);
    return user;
  };

  it("goes by the step and by days, says how it fits, and asks with the time", async () => {
    const user = await begin("{ArrowDown}");
    expect(said()).toBe("Tue 1 Dec, 10:30–11:30 AM. Free.");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(said()).toBe("Thu 3 Dec, 10:30–11:30 AM. Free.");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.keyboard("{Enter}");
    expect(asked).toMatchObject({ booking, wished: "2026-12-03T16:30:00.000Z" });
    expect(document.activeElement).toBe(job());
  });

  it("does not ask for a time that somebody has, and stays", async () => {
    const user = await begin("{ArrowDown>6/}");
    expect(said()).toBe("Tue 1 Dec, 1:00–2:00 PM. Taken: Dentist.");
    await user.keyboard("{Enter}");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.keyboard("{ArrowDown>2/}{Enter}");
    expect(asked?.wished).toBe(iso(14));
  });

  it("asks for a time outside of hours, and says that it is", async () => {
    const user = await begin("{ArrowUp>3/}");
    expect(said()).toBe("Tue 1 Dec, 8:30–9:30 AM. Outside your hours. You can still propose it.");
    await user.keyboard("{Enter}");
    expect(asked?.wished).toBe("2026-12-01T14:30:00.000Z");
  });

  it("is left by Escape, and the focus goes back", async () => {
    const user = await begin("{ArrowDown}{Escape}");
    expect(said()).toBe("Left where it was.");
    expect(document.activeElement).toBe(job());
    expect(document.querySelector("[data-draft]")).toBeNull();
    await user.keyboard("m{Enter}");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("goes on into the next week", async () => {
    const user = await begin("{ArrowRight>6/}");
    expect(said()).toBe("Mon 7 Dec, 10:00–11:00 AM. Free.");
    expect(
      await screen.findByRole("heading", { name: "Mon 7 Dec – Sun 13 Dec 2026" }),
    ).toBeTruthy();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(asked?.wished).toBe("2026-12-07T16:30:00.000Z");
  });

  it("also goes where a press is, for those who cannot drag", async () => {
    await begin("");
    const thursday = document.querySelector('[data-column="2026-12-03"]')!;
    fireEvent.click(thursday, { clientX: 350, clientY: 14 * 20 + 4 });
    expect(said()).toBe("Thu 3 Dec, 2:00–3:00 PM. Free.");
    await userEvent.click(screen.getByRole("button", { name: "Propose this time" }));
    expect(asked?.wished).toBe("2026-12-03T20:00:00.000Z");
  });

  it("is not offered where nothing can be moved", async () => {
    const done = exampleBooking(iso(10), { actions: [] });
    setup(exampleAgenda([bookingItem(done)]));
    const user = userEvent.setup();
    job().focus();
    await user.keyboard("m{ArrowDown}");
    expect(document.querySelector("[data-draft]")).toBeNull();
    expect(screen.queryByRole("button", { name: "Move…" })).toBeNull();
  });
});

describe("dragging", () => {
  const drag = (to: { clientX: number; clientY: number }, pointerType = "mouse") => {
    const from = { clientX: 150, clientY: 10 * 20 + 10 };
    fireEvent.pointerDown(job(), { ...from, pointerId: 1, button: 0, pointerType });
    fireEvent.pointerMove(window, { ...to, pointerId: 1 });
    const words = said();
    fireEvent.pointerUp(window, { ...to, pointerId: 1 });
    return words;
  };

  it("snaps, says how it fits, and asks when it is let go", () => {
    setup();
    expect(drag({ clientX: 250, clientY: 14 * 20 + 13 })).toBe("Wed 2 Dec, 2:00–3:00 PM. Free.");
    expect(asked?.wished).toBe("2026-12-02T20:00:00.000Z");
  });

  it("onto something else asks nothing and says why", () => {
    setup();
    expect(drag({ clientX: 150, clientY: 13 * 20 + 10 })).toContain("Taken: Dentist.");
    expect(asked).toBeNull();
    expect(said()).toBe("Not possible: Dentist has this time.");
  });

  it("begins with a finger only after a tap has chosen the job", () => {
    setup();
    drag({ clientX: 250, clientY: 14 * 20 + 10 }, "touch");
    expect(asked).toBeNull();
    fireEvent.click(job());
    drag({ clientX: 250, clientY: 14 * 20 + 10 }, "touch");
    expect(asked?.wished).toBe("2026-12-02T20:00:00.000Z");
  });
});

describe("drawing over free time", () => {
  const draw = (pointerType = "mouse") => {
    const wednesday = document.querySelector('[data-column="2026-12-02"]')!;
    const from = { clientX: 250, clientY: 14 * 20 + 1 };
    fireEvent.pointerDown(wednesday, { ...from, pointerId: 1, button: 0, pointerType });
    fireEvent.pointerMove(window, { clientX: 250, clientY: 15 * 20 + 9, pointerId: 1 });
    expect(document.querySelectorAll("[data-drawn]")).toHaveLength(pointerType === "mouse" ? 1 : 0);
    fireEvent.pointerUp(window, { pointerId: 1 });
  };

  it("takes it off, with a note", async () => {
    createTimeOff.mockResolvedValue({});
    setup();
    draw();
    expect(screen.getByText("Wed 2 Dec, 2:00–3:30 PM. Times in Chicago time.")).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/Note/), "School play");
    await userEvent.click(screen.getByRole("button", { name: "Take time off" }));
    expect(createTimeOff).toHaveBeenCalledExactlyOnceWith({
      id: booking.providerId,
      start: "2026-12-02T20:00:00.000Z",
      end: "2026-12-02T21:30:00.000Z",
      note: "School play",
    });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.querySelector("[data-drawn]")).toBeNull();
  });

  it("is left without a trace, and a finger only scrolls", async () => {
    setup();
    draw("touch");
    expect(screen.queryByRole("dialog")).toBeNull();
    draw();
    await userEvent.click(screen.getByRole("button", { name: "Leave it" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.querySelector("[data-drawn]")).toBeNull();
  });
});
