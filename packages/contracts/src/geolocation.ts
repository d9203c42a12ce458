import { oc } from "@orpc/contract";
import { z } from "zod";
import { Position, RequiredText, TimeZone } from "./common.ts";

export const Place = z.object({
  id: z.string(),
  /** "Austin", or the postal code. */
  name: z.string(),
  /** "Austin, TX, United States": enough to tell it from its namesakes. */
  label: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  region: z.string().nullable(),
  position: Position,
  timeZone: z.string(),
  population: z.int(),
});
export type Place = z.infer<typeof Place>;

export const geolocationContract = {
  searchPlaces: oc
    .route({
      method: "GET",
      path: "/places",
      tags: ["places"],
      summary: "Places whose name begins with what was typed, the likeliest first",
    })
    .input(
      z.object({ q: RequiredText(200), limit: z.coerce.number().int().min(1).max(20).default(8) }),
    )
    .output(z.object({ items: z.array(Place) })),
  reversePlace: oc
    .route({
      method: "GET",
      path: "/places/reverse",
      tags: ["places"],
      summary: "The nearest place to a position, and its time zone",
    })
    .input(
      z.object({
        lat: z.coerce.number().min(-90).max(90),
        lng: z.coerce.number().min(-180).max(180),
      }),
    )
    .output(z.object({ place: Place.nullable(), timeZone: TimeZone })),
};
