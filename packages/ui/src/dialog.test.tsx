import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { Button } from "./button.tsx";
import { Dialog, DialogClose } from "./dialog.tsx";
import { ToastProvider, useToast } from "./toast.tsx";

afterEach(cleanup);

function Example() {
  return (
    <Dialog
      trigger={<Button>Cancel booking</Button>}
      title="Cancel this booking?"
      description="You get $60 back."
      footer={
        <DialogClose asChild>
          <Button variant="quiet">Keep it</Button>
        </DialogClose>
      }
    />
  );
}

describe("Dialog", () => {
  it("opens with its name and description and moves focus inside", async () => {
    render(<Example />);
    await userEvent.click(screen.getByRole("button", { name: "Cancel booking" }));
    const dialog = screen.getByRole("dialog", { name: "Cancel this booking?" });
    const described = dialog.getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(described)?.textContent).toBe("You get $60 back.");
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it.each(["Escape", "Keep it", "Close"])("closes by %s and gives focus back", async (way) => {
    render(<Example />);
    const trigger = screen.getByRole("button", { name: "Cancel booking" });
    await userEvent.click(trigger);
    if (way === "Escape") await userEvent.keyboard("{Escape}");
    else await userEvent.click(screen.getByRole("button", { name: way }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(trigger);
  });
});

it("gives focus back to what opened it, when it has no trigger of its own", async () => {
  const Opened = () => {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Filters</Button>
        <Dialog title="All filters" open={open} onOpenChange={setOpen} />
      </>
    );
  };
  render(<Opened />);
  const opener = screen.getByRole("button", { name: "Filters" });
  await userEvent.click(opener);
  expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

describe("useToast", () => {
  it("shows a message until it is dismissed", async () => {
    const Save = () => {
      const show = useToast();
      return <Button onClick={() => show({ title: "Saved" })}>Save</Button>;
    };
    render(
      <ToastProvider>
        <Save />
      </ToastProvider>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved")).toBeTruthy();
    screen.getByRole("button", { name: "Dismiss" }).focus();
    await userEvent.keyboard("{Enter}");
    expect(screen.queryByText("Saved")).toBeNull();
  });
});
