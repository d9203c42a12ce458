import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Position, RequiredText, TimeZone } from "./common.ts";

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

/** A day that is off for the public; `isSubstitute` when it stands for one that falls on a day off anyway. */
export const Holiday = z.object({ day: Day, name: z.string(), isSubstitute: z.boolean() });
export type Holiday = z.infer<typeof Holiday>;

export const Holidays = z.object({
  country: z.string(),
  /** Whose holidays these are; null for those of the whole country. */
  region: z.string().nullable(),
  /** Regions of the country that have holidays of their own, by name. */
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  items: z.array(Holiday),
});
export type Holidays = z.infer<typeof Holidays>;

export const geolocationContract = {
  searchPlaces: oc
    .route({
      method: "GET",
      path: "/places",
      tags: ["places"],
      summary: "Places whose name begins with what was typed, the likeliest first",
      description:
        "Likely are the large ones, and with `lat` and `lng` those near there; one without the other counts for nothing.",
    })
    .input(
      z.object({
        q: RequiredText(200),
        limit: z.coerce.number().int().min(1).max(20).default(8),
        lat: z.coerce.number().min(-90).max(90).optional(),
        lng: z.coerce.number().min(-180).max(180).optional(),
      }),
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
  listHolidays: oc
    .route({
      method: "GET",
      path: "/holidays",
      tags: ["places"],
      summary: "Public holidays of a country or one of its regions, by day",
      description:
        "`country` is ISO 3166-1 alpha-2; `region` an ISO 3166-2 code (`TX`, `US-TX`) or a name. Days are local, names English where there is one.",
    })
    .input(
      z.object({
        country: z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 code such as US"),
        region: RequiredText(80).optional(),
        year: z.coerce.number().int().min(2000).max(2100),
      }),
    )
    .output(Holidays),
};

/** The city that a position belongs to: the largest within 25 km, else the nearest place. */
export const City = Place.pick({
  name: true,
  label: true,
  position: true,
  population: true,
}).extend({
  /** Of GeoNames. */
  id: z.int(),
  /** Its name in addresses: "austin-tx". Two cities may share it. */
  slug: z.string(),
});
export type City = z.infer<typeof City>;

export const geolocationInternal = {
  /** The city of each position, in their order; null where none is near. */
  findCities: oc
    .input(z.object({ positions: z.array(Position).max(1_000) }))
    .output(z.array(City.nullable())),
};
