import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Understanding } from "./understanding.tsx";

afterEach(cleanup);

const plumbing = { slug: "plumbing", name: "Plumbing" };
const cleaning = { slug: "cleaning", name: "Cleaning" };
const state = { q: "my kitchen tap is leaking", near: "Berlin", minRating: 4 };
const links = () =>
  screen.queryAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);

it("says what the words were taken for, and leads to that category with the filters kept", () => {
  render(<Understanding state={state} understood={plumbing} didYouMean={[]} />);
  expect(screen.getByText("We took “my kitchen tap is leaking” for")).toBeTruthy();
  expect(links()).toEqual([["Plumbing", "/search?category=plumbing&near=Berlin&minRating=4"]]);
});

it("asks what is meant when it is not sure", () => {
  render(<Understanding state={state} understood={null} didYouMean={[plumbing, cleaning]} />);
  expect(screen.getByText("Did you mean")).toBeTruthy();
  expect(links().map(([name]) => name)).toEqual(["Plumbing", "Cleaning"]);
});

it("says nothing without an idea, without words, about a category that was chosen or named", () => {
  render(<Understanding state={state} understood={null} didYouMean={[]} />);
  render(<Understanding state={{ near: "Berlin" }} understood={plumbing} didYouMean={[]} />);
  const chosen = { ...state, category: "cleaning" };
  render(<Understanding state={chosen} understood={plumbing} didYouMean={[]} />);
  const named = { ...state, q: " plumbing " };
  render(<Understanding state={named} understood={plumbing} didYouMean={[]} />);
  expect(links()).toEqual([]);
});
