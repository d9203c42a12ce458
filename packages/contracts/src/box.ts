import { z } from "zod";

/** Part of the globe between two meridians and two parallels, degrees. `west` lies east of `east` when it crosses the antimeridian. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

const NUMBER = /^[+-]?(?:\d{1,3})(?:\.\d{1,20})?$/;

const faultOf = (parts: readonly string[]): string | null => {
  if (parts.length !== 4 || !parts.every((part) => NUMBER.test(part)))
    return "must be west,south,east,north in degrees, such as -97.9,30.1,-97.5,30.5";
  const { west, south, east, north } = toBox(parts);
  if (Math.abs(west) > 180 || Math.abs(east) > 180)
    return "west and east must lie between -180 and 180";
  if (Math.abs(south) > 90 || Math.abs(north) > 90)
    return "south and north must lie between -90 and 90";
  if (south >= north) return "south must lie below north";
  return west === east ? "west and east must differ" : null;
};

const toBox = (parts: readonly string[]): Box => {
  const [west = 0, south = 0, east = 0, north = 0] = parts.map(Number);
  return { west, south, east, north };
};

const partsOf = (text: string): string[] => text.split(",").map((part) => part.trim());

/** A box as it stands in an address: `west,south,east,north`. */
export const BoxText = z
  .string()
  .max(120)
  .superRefine((text, { addIssue }) => {
    const message = faultOf(partsOf(text));
    if (message) addIssue({ code: "custom", message });
  });

/** The box that a valid text says. */
export const parseBox = (text: string): Box => toBox(partsOf(text));
