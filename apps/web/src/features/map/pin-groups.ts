/** A pin on the screen, in pixels; `width` is that of its label. */
export interface ScreenPin {
  id: string;
  x: number;
  y: number;
  width: number;
}

/** Height of a pin with a little air. */
const pinHeight = 36;

/** About as wide as a label with this text is. */
export const pinWidth = (text: string): number => Math.max(48, 28 + text.length * 9);

export const isOverlapping = (a: ScreenPin, b: ScreenPin): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < pinHeight;

/**
 * Pins that would lie over each other, together. The first pin of a group, which is the best of the list, is where the group
 * stands; no two of these overlap.
 */
export const pinGroups = (pins: ScreenPin[]): ScreenPin[][] => {
  const groups: ScreenPin[][] = [];
  for (const pin of pins) {
    const group = groups.find(([first]) => first && isOverlapping(first, pin));
    if (group) group.push(pin);
    else groups.push([pin]);
  }
  return groups;
};
