import { mapTexts } from "./texts.ts";

const shapeClass =
  "z-1 flex cursor-pointer items-center justify-center rounded-full border font-sans text-sm font-semibold shadow-float tabular hover:z-3 focus-visible:z-3 data-[active=true]:z-3 data-[active=true]:border-accent data-[active=true]:bg-accent data-[active=true]:text-on-accent";
const pinClass = `${shapeClass} min-h-8 border-border-strong bg-surface px-3 text-text`;
const groupClass = `${shapeClass} size-10 border-accent bg-accent-soft text-accent`;

interface PinHandlers {
  /** Pointer or focus came (true) or went. */
  point: (over: boolean) => void;
  press: (event: MouseEvent) => void;
}

const button = (
  id: string,
  { text, name, className }: { text: string; name: string; className: string },
  on: PinHandlers,
): HTMLButtonElement => {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = text;
  element.setAttribute("aria-label", name);
  element.dataset["pin"] = id;
  element.addEventListener("pointerenter", () => on.point(true));
  element.addEventListener("pointerleave", () => on.point(false));
  element.addEventListener("focus", () => on.point(true));
  element.addEventListener("blur", () => on.point(false));
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    on.press(event);
  });
  return element;
};

/** A pin as a button, so that it can be reached and pressed by keyboard. */
export const pinElement = (
  pin: { id: string; name: string; price: string },
  on: PinHandlers,
): HTMLButtonElement =>
  button(
    pin.id,
    { text: pin.price, name: mapTexts.pin(pin.name, pin.price), className: pinClass },
    on,
  );

/** Several pins as one button that says how many they are; `id` is that of the first. */
export const groupElement = (id: string, count: number, on: PinHandlers): HTMLButtonElement =>
  button(
    id,
    { text: mapTexts.group(count), name: mapTexts.groupLabel(count), className: groupClass },
    on,
  );

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
