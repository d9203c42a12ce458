import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Rating } from "./rating.tsx";
import { RatingInput } from "./rating-input.tsx";

afterEach(cleanup);

describe("RatingInput", () => {
  it("is a question with five named radios", () => {
    render(<RatingInput legend="How was it?" name="stars" error="Choose 1 to 5 stars." />);
    expect(screen.getByRole("group", { name: "How was it?" })).toBeTruthy();
    expect(screen.getAllByRole("radio")).toHaveLength(5);
    expect(screen.getByRole("radio", { name: "1 star, Poor" })).toBeTruthy();
  });

  it("reports the choice and puts it into the form", async () => {
    const onChange = vi.fn();
    render(
      <form aria-label="Review">
        <RatingInput legend="How was it?" name="stars" onChange={onChange} />
      </form>,
    );
    await userEvent.click(screen.getByRole("radio", { name: "4 stars, Very good" }));
    expect(onChange).toHaveBeenCalledWith(4);
    const form = screen.getByRole<HTMLFormElement>("form");
    expect(new FormData(form).get("stars")).toBe("4");
  });
});

describe("Rating", () => {
  it("reads as a sentence", () => {
    render(<Rating value={4.83} count={1} />);
    expect(screen.getByText("4.8 out of 5, 1 review")).toBeTruthy();
  });
  it("says New before the first review", () => {
    render(<Rating value={null} count={0} />);
    expect(screen.getByText("New")).toBeTruthy();
  });
});
