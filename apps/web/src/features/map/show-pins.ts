import type { Position } from "@loconomy/contracts";
import { LngLatBounds, Marker, type Map as MapLibre } from "maplibre-gl";
import { pinGroups, pinWidth, type ScreenPin } from "./pin-groups.ts";
import { groupElement, pinElement } from "./pins.ts";

export interface MapPin {
  id: string;
  name: string;
  /** Already formatted: "$60". */
  price: string;
  position: Position;
}

interface PinHandlers {
  point: (id: string | null) => void;
  open: (id: string) => void;
}

export interface ShownPins {
  /** Marks this pin, or the group it is in. */
  mark: (id: string | null) => void;
  remove: () => void;
}

/** From here on, pins that still lie over each other are the same house: they stand one above the other. */
const nearestZoom = 16;
const stackPixels = 36;

const at = ({ position }: MapPin): [number, number] => [position.lng, position.lat];

/** Puts pins on the map, those that would overlap as one button that zooms in on them; again after every zoom. */
export const showPins = (map: MapLibre, pins: MapPin[], on: PinHandlers): ShownPins => {
  const byId = new Map(pins.map((pin) => [pin.id, pin]));
  /** The button that stands for a pin. */
  const buttons = new Map<string, HTMLButtonElement>();
  let markers: Marker[] = [];
  let marked: string | null = null;
  let shown = "";

  const mark = (id: string | null): void => {
    marked = id;
    for (const button of buttons.values()) button.dataset["active"] = "false";
    const button = id === null ? undefined : buttons.get(id);
    if (button) button.dataset["active"] = "true";
  };
  const put = (element: HTMLButtonElement, where: [number, number], stack: number): void => {
    const offset: [number, number] = [0, -stack * stackPixels];
    markers.push(new Marker({ element, anchor: "bottom", offset }).setLngLat(where).addTo(map));
  };
  const putPin = (pin: MapPin, stack: number): void => {
    const element = pinElement(pin, {
      point: (over) => on.point(over ? pin.id : null),
      press: () => on.open(pin.id),
    });
    buttons.set(pin.id, element);
    put(element, at(pin), stack);
  };
  const putGroup = (first: MapPin, members: MapPin[]): void => {
    const bounds = new LngLatBounds();
    for (const member of members) bounds.extend(at(member));
    const element = groupElement(first.id, members.length, {
      point: () => {},
      // Zooming in this way is the visitor's own move: the area can be searched afterwards.
      press: (originalEvent) =>
        map.fitBounds(bounds, { padding: 80, maxZoom: nearestZoom }, { originalEvent }),
    });
    for (const { id } of members) buttons.set(id, element);
    put(element, at(first), 0);
  };

  const draw = (): void => {
    const isNear = map.getZoom() >= nearestZoom - 0.01;
    const groups = pinGroups(
      pins.map((pin): ScreenPin => {
        const { x, y } = map.project(at(pin));
        return { id: pin.id, x, y, width: pinWidth(pin.price) };
      }),
    ).map((group) => group.flatMap(({ id }) => byId.get(id) ?? []));
    const next = JSON.stringify([isNear, groups.map((group) => group.map(({ id }) => id))]);
    if (next === shown) return;
    shown = next;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["pin"];
    const hadFocus = markers.some((marker) => marker.getElement() === document.activeElement);
    for (const marker of markers) marker.remove();
    markers = [];
    buttons.clear();
    for (const group of groups) {
      const [first] = group;
      if (!first) continue;
      if (group.length > 1 && !isNear) putGroup(first, group);
      else group.forEach(putPin);
    }
    mark(marked);
    // The button that was pressed is gone: focus goes on to what stands in its place.
    if (hadFocus && focused) buttons.get(focused)?.focus({ preventScroll: true });
  };

  draw();
  map.on("zoomend", draw);
  return {
    mark,
    remove: () => {
      map.off("zoomend", draw);
      for (const marker of markers) marker.remove();
    },
  };
};
