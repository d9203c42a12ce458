import type { Service } from "@loconomy/contracts";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ServiceForm } from "./service-form.tsx";

const save = vi.hoisted(() => ({ createService: vi.fn(), updateService: vi.fn() }));
vi.mock("../../api/browser.ts", () => ({ api: { providers: save } }));

afterEach(() => {
  cleanup();
  vi.resetAllMocks();
});

const variant = (id: string, name: string, amount: number, durationMinutes: number) => ({
  id,
  name,
  price: { amount, currency: "USD" },
  durationMinutes,
});

const SHORT = "0197a000-0000-7000-8000-00000000000a";
const LONG = "0197a000-0000-7000-8000-00000000000b";
const massage: Service = {
  id: "0197a000-0000-7000-8000-000000000001",
  providerId: "0197a000-0000-7000-8000-000000000002",
  name: "Massage",
  description: null,
  price: { amount: 8_000, currency: "USD" },
  durationMinutes: 60,
  variants: [variant(SHORT, "60 minutes", 8_000, 60), variant(LONG, "90 minutes", 11_000, 90)],
  capacity: 1,
  location: "provider",
  isInstant: true,
  deposit: null,
  isActive: true,
};

const onSaved = vi.fn();
const setup = (service?: Service) =>
  render(
    <ServiceForm
      providerId={massage.providerId}
      currency="USD"
      service={service}
      onSaved={async () => onSaved()}
      onCancel={() => {}}
    />,
  );
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const pressSave = () => press("Save");

describe("ServiceForm", () => {
  it("asks for one price and one duration until there are variants", async () => {
    setup();
    expect(screen.getAllByLabelText("Price in USD")).toHaveLength(1);
    await userEvent.type(screen.getByLabelText("Name"), "Home clean");
    await userEvent.type(screen.getByLabelText("Price in USD"), "70");
    await press("Add a variant");
    // What was typed for the service is where its first variant begins.
    expect(screen.getAllByLabelText("Price in USD")).toHaveLength(1);
    expect(screen.getByLabelText<HTMLInputElement>("Price in USD").value).toBe("70");
    await userEvent.type(screen.getByLabelText("Variant"), "Small flat");
    await pressSave();
    expect(save.createService).toHaveBeenCalledWith(
      expect.objectContaining({
        name: "Home clean",
        variants: [{ name: "Small flat", priceAmount: 7_000, durationMinutes: 60 }],
        capacity: 1,
      }),
    );
    expect(save.createService.mock.calls[0]![0]).not.toHaveProperty("priceAmount");
    expect(onSaved).toHaveBeenCalled();
  });

  it("puts variants in another order, and takes one away, by their own ids", async () => {
    setup(massage);
    await press("Move variant 2 up");
    expect(screen.getAllByLabelText<HTMLInputElement>("Variant").map(({ value }) => value)).toEqual(
      ["90 minutes", "60 minutes"],
    );
    expect(document.activeElement).toBe(screen.getAllByLabelText("Variant")[0]);
    await pressSave();
    expect(
      save.updateService.mock.lastCall![0].variants.map(({ id }: { id: string }) => id),
    ).toEqual([LONG, SHORT]);
    await press("Remove variant 1");
    await pressSave();
    expect(
      save.updateService.mock.lastCall![0].variants.map(({ id }: { id: string }) => id),
    ).toEqual([SHORT]);
  });

  it("says where two variants have one name, and sends nothing", async () => {
    setup(massage);
    const [, second] = screen.getAllByLabelText("Variant");
    await userEvent.clear(second!);
    await userEvent.type(second!, "60 Minutes");
    await pressSave();
    expect(screen.getByText("Another variant has this name")).toBeTruthy();
    expect(save.updateService).not.toHaveBeenCalled();
  });

  it("sends a deposit, which is at most the lowest price", async () => {
    setup(massage);
    await userEvent.click(screen.getByLabelText("A fixed amount"));
    await userEvent.type(screen.getByLabelText("Deposit in USD"), "80.01");
    await pressSave();
    expect(screen.getByText(/at most the lowest price/)).toBeTruthy();
    expect(save.updateService).not.toHaveBeenCalled();
    await userEvent.click(screen.getByLabelText("A part of the price"));
    const percent = screen.getByLabelText("Deposit in percent of the price");
    await userEvent.clear(percent);
    await userEvent.type(percent, "25");
    await pressSave();
    expect(save.updateService).toHaveBeenCalledWith(
      expect.objectContaining({ deposit: { percent: 25 } }),
    );
  });

  it("sends the size of a group class, which is not at the customer's place", async () => {
    setup({ ...massage, location: "customer", variants: [] });
    expect(screen.queryByLabelText("Seats in a session")).toBeNull();
    await userEvent.click(screen.getByLabelText(/A group class/));
    const size = screen.getByLabelText("Seats in a session");
    await userEvent.clear(size);
    await userEvent.type(size, "12");
    await pressSave();
    expect(save.updateService).not.toHaveBeenCalled();
    await userEvent.click(screen.getByLabelText("At your place"));
    await pressSave();
    expect(save.updateService).toHaveBeenCalledWith(
      expect.objectContaining({ capacity: 12, location: "provider", priceAmount: 8_000 }),
    );
  });
});
