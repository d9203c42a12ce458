import type { PointerEvent as ReactPointerEvent } from "react";

/** A press that moves less is a click. */
const DRAG_PX_MIN = 4;

interface Followed {
  /** Called for every move, from the first that makes it a drag. */
  onMove: (event: PointerEvent) => void;
  onDrop: () => void;
  /** The drag was given up: by Escape, or because the browser began to scroll. */
  onCancel: () => void;
}

/** Follows a pressed pointer until it is let go. A press without a move stays a click; a drag is no click. */
export function followPointer(press: ReactPointerEvent, { onMove, onDrop, onCancel }: Followed) {
  const { pointerId, clientX, clientY } = press;
  let isDrag = false;
  const stop = new AbortController();
  const listen = { signal: stop.signal };
  const isOurs = (event: PointerEvent) => event.pointerId === pointerId;
  const end = (finish: () => void) => {
    stop.abort();
    if (!isDrag) return;
    swallowClick();
    finish();
  };
  window.addEventListener(
    "pointermove",
    (event) => {
      if (!isOurs(event)) return;
      isDrag ||= Math.hypot(event.clientX - clientX, event.clientY - clientY) >= DRAG_PX_MIN;
      if (isDrag) onMove(event);
    },
    listen,
  );
  window.addEventListener("pointerup", (event) => isOurs(event) && end(onDrop), listen);
  window.addEventListener("pointercancel", (event) => isOurs(event) && end(onCancel), listen);
  window.addEventListener("keydown", ({ key }) => key === "Escape" && end(onCancel), listen);
}

/** The click that browsers report after a drag that ends where it began. */
const swallowClick = () => {
  const stop = new AbortController();
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, signal: stop.signal });
  setTimeout(() => stop.abort(), 0);
};
