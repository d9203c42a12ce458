import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MonthCalendar, type MonthCalendarProps } from "./month-calendar.tsx";

afterEach(cleanup);

function Harness(props: Partial<MonthCalendarProps>) {
  const [month, setMonth] = useState("2026-11");
  return <MonthCalendar month={month} onMonthChange={setMonth} onSelectDay={() => {}} {...props} />;
}
const day = (name: RegExp) => screen.getByRole("button", { name });
const focusedDay = () => (document.activeElement as HTMLElement).dataset.day;

describe("MonthCalendar", () => {
  it("chooses an open day and refuses a closed one", async () => {
    const onSelectDay = vi.fn();
    render(
      <Harness onSelectDay={onSelectDay} availability={{ "2026-11-28": 3, "2026-11-27": 0 }} />,
    );
    await userEvent.click(day(/^Friday 27 November 2026, not available/));
    expect(onSelectDay).not.toHaveBeenCalled();
    await userEvent.click(day(/^Saturday 28 November 2026, 3 open times/));
    expect(onSelectDay).toHaveBeenCalledWith("2026-11-28");
  });

  it("starts the week as the region does", () => {
    const { unmount } = render(<Harness />);
    expect(screen.getAllByRole("columnheader")[0]?.textContent).toBe("Sun");
    unmount();
    render(<Harness locale="en-GB" />);
    expect(screen.getAllByRole("columnheader")[0]?.textContent).toBe("Mon");
  });

  it("leaves out weeks that are over", () => {
    render(<Harness min="2026-11-25" />);
    expect(document.querySelector('[data-day="2026-11-21"]')).toBeNull();
    expect(document.querySelector('[data-day="2026-11-22"]')).not.toBeNull();
    expect(document.querySelectorAll("tbody tr")).toHaveLength(2);
  });

  it("has one tab stop, the chosen day", () => {
    render(<Harness selected="2026-11-20" />);
    const stops = document.querySelectorAll('[data-day][tabindex="0"]');
    expect(Array.from(stops, (stop) => (stop as HTMLElement).dataset.day)).toEqual(["2026-11-20"]);
  });

  it("moves by day, week and month, and follows focus into the next month", async () => {
    render(<Harness selected="2026-11-28" />);
    day(/^Saturday 28/).focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowUp}");
    expect(focusedDay()).toBe("2026-11-20");
    await userEvent.keyboard("{Home}");
    expect(focusedDay()).toBe("2026-11-15");
    await userEvent.keyboard("{End}{PageDown}");
    expect(focusedDay()).toBe("2026-12-21");
    expect(screen.getByRole("grid", { name: "December 2026" })).toBeTruthy();
  });

  it("moves by year with Shift", async () => {
    render(<Harness selected="2026-11-28" />);
    day(/^Saturday 28/).focus();
    await userEvent.keyboard("{Shift>}{PageDown}{/Shift}");
    expect(focusedDay()).toBe("2027-11-28");
    await userEvent.keyboard("{Shift>}{PageUp}{/Shift}");
    expect(focusedDay()).toBe("2026-11-28");
  });

  it("does not call days closed while it loads", () => {
    render(<Harness loading availability={undefined} />);
    expect(day(/^Saturday 28/).getAttribute("aria-label")).toBe("Saturday 28 November 2026");
    expect(day(/^Saturday 28/).getAttribute("aria-disabled")).toBe("true");
  });

  it("links open days and months in its link form", async () => {
    const onMonthChange = vi.fn();
    render(
      <Harness
        availability={{ "2026-11-28": 3 }}
        selected="2026-11-28"
        hrefForDay={(one) => `#${one}`}
        hrefForMonth={(month) => `#${month}`}
        onMonthChange={onMonthChange}
      />,
    );
    const link = (name: RegExp) => screen.getByRole("link", { name });
    expect(link(/^Saturday 28 November 2026, 3 open times/).getAttribute("href")).toBe(
      "#2026-11-28",
    );
    expect(link(/^Friday 27 November 2026, not available/).getAttribute("href")).toBeNull();
    expect(link(/^Next month/).getAttribute("href")).toBe("#2026-12");
    link(/^Saturday 28/).focus();
    await userEvent.keyboard("{PageDown}");
    expect(onMonthChange).toHaveBeenCalledWith("2026-12");
  });

  it("lets every open day be reached by Tab where there is no JavaScript", () => {
    const html = renderToString(
      <MonthCalendar
        month="2026-11"
        onMonthChange={() => {}}
        availability={{ "2026-11-28": 3, "2026-11-30": 1 }}
        hrefForDay={(one) => `#${one}`}
      />,
    );
    const page = new DOMParser().parseFromString(html, "text/html");
    const stops = page.querySelectorAll('[data-day][tabindex="0"]');
    expect(Array.from(stops, (stop) => stop.getAttribute("href"))).toEqual(
      expect.arrayContaining(["#2026-11-28", "#2026-11-30"]),
    );
  });

  it("stays between min and max", async () => {
    render(<Harness selected="2026-11-28" min="2026-11-23" max="2026-11-29" />);
    day(/^Saturday 28/).focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(focusedDay()).toBe("2026-11-29");
    await userEvent.keyboard("{PageUp}");
    expect(focusedDay()).toBe("2026-11-23");
    expect(screen.getByRole("button", { name: "Next month" })).toHaveProperty("disabled", true);
    expect(screen.getByRole("button", { name: "Previous month" })).toHaveProperty("disabled", true);
  });
});
