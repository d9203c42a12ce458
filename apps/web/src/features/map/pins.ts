import { mapTexts } from "./texts.ts";

const pinClass =
  "z-1 flex min-h-8 cursor-pointer font-sans items-center rounded-full border border-border-strong bg-surface px-3 text-sm font-semibold text-text shadow-float tabular hover:z-3 data-[active=true]:z-3 data-[active=true]:border-accent data-[active=true]:bg-accent data-[active=true]:text-on-accent";

interface PinHandlers {
  /** Pointer or focus came (true) or went. */
  point: (over: boolean) => void;
  open: () => void;
}

/** A pin as a button, so that it can be reached and pressed by keyboard. */
export const pinElement = (
  pin: { id: string; name: string; price: string },
  on: PinHandlers,
): HTMLButtonElement => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = pinClass;
  button.textContent = pin.price;
  button.setAttribute("aria-label", mapTexts.pin(pin.name, pin.price));
  button.dataset["pin"] = pin.id;
  button.addEventListener("pointerenter", () => on.point(true));
  button.addEventListener("pointerleave", () => on.point(false));
  button.addEventListener("focus", () => on.point(true));
  button.addEventListener("blur", () => on.point(false));
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    on.open();
  });
  return button;
};

const labelElement = (text: string, className: string): HTMLElement => {
  const label = document.createElement("span");
  label.className = className;
  label.textContent = text;
  return label;
};

/** How far a ring is from the place searched. */
export const ringLabelElement = (text: string): HTMLElement =>
  labelElement(
    text,
    "pointer-events-none rounded-full bg-surface-2 px-2 font-sans text-sm text-muted tabular",
  );

/** The place searched: a dot with its name. */
export const placeElement = (name: string): HTMLElement => {
  const place = labelElement("", "pointer-events-none flex flex-col items-center");
  place.append(
    labelElement("", "block size-3 rounded-full border-2 border-surface bg-info"),
    labelElement(
      name,
      "absolute top-4 w-max max-w-40 truncate rounded-full bg-surface-2 px-2 font-sans text-sm font-medium text-text",
    ),
  );
  return place;
};
