import { oc } from "@orpc/contract";
import { z } from "zod";
import {
  Currency,
  Id,
  Instant,
  Language,
  Money,
  page,
  PageQuery,
  Position,
  RequiredText,
  Text,
  TimeZone,
} from "./common.ts";
import { DepositTerms } from "./deposits.ts";
import { CancellationPolicyName } from "./lifecycle.ts";
import { TrackRecord } from "./track-record.ts";

export const Category = z.object({
  id: Id,
  name: z.string(),
  slug: z.string(),
  description: z.string().nullable(),
  iconName: z.string().nullable(),
  parentId: Id.nullable(),
  sortOrder: z.int(),
});
export type Category = z.infer<typeof Category>;

export const Provider = z.object({
  id: Id,
  slug: z.string(),
  businessName: z.string(),
  bio: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  coverPhotoUrl: z.string().nullable(),
  category: Category.pick({ id: true, name: true, slug: true, iconName: true }),
  ratingAverage: z.number(),
  ratingCount: z.int(),
  /** Median minutes to the first answer to a request or a message, of the last 90 days; null while there were fewer than three. */
  responseTimeMinutes: z.int().nullable(),
  /** Spoken with customers. */
  languages: z.array(Language),
  isVerified: z.boolean(),
  isActive: z.boolean(),
  /** Can be booked: the account for its money is complete. What cannot is not found by searches and has no open times. */
  takesBookings: z.boolean(),
  /** Area served or place of work: "Austin, TX, United States". */
  locationLabel: z.string(),
  position: Position,
  serviceRadiusKm: z.number(),
  currency: Currency,
  cancellationPolicy: CancellationPolicyName,
  createdAt: Instant,
});
export type Provider = z.infer<typeof Provider>;

/** `customer`: the provider comes to the customer's address; `provider`: the customer comes to the provider. */
export const ServiceLocation = z.enum(["customer", "provider"]);

export const VARIANTS_MAX = 10;
export const CAPACITY_MAX = 200;

/** One of several ways to book a service: "60 minutes", "Large flat". */
export const ServiceVariant = z.object({
  id: Id,
  name: z.string(),
  price: Money,
  durationMinutes: z.int(),
});
export type ServiceVariant = z.infer<typeof ServiceVariant>;

export const Service = z.object({
  id: Id,
  providerId: Id,
  name: z.string(),
  description: z.string().nullable(),
  /** With variants: the lowest of their prices, and the shortest of their durations. */
  price: Money,
  durationMinutes: z.int(),
  /** In the provider's order; none of them: the service is booked as it is. */
  variants: z.array(ServiceVariant),
  /** How many people can book the same time; more than one makes it a group class. */
  capacity: z.int(),
  location: ServiceLocation,
  /** An instant service is confirmed by payment; otherwise the provider accepts first. */
  isInstant: z.boolean(),
  /** What is due at booking; null: nothing. Series are booked without. */
  deposit: DepositTerms.nullable(),
  isActive: z.boolean(),
});
export type Service = z.infer<typeof Service>;

export const LANGUAGES_MAX = 20;

const ProviderFields = z.object({
  businessName: RequiredText(120),
  bio: Text(4000).nullable(),
  categoryId: Id,
  locationLabel: RequiredText(200),
  position: Position,
  serviceRadiusKm: z.number().min(1).max(200),
  cancellationPolicy: CancellationPolicyName,
  /** Spoken with customers; repeats count once. */
  languages: z
    .array(Language)
    .max(LANGUAGES_MAX)
    .transform((codes) => [...new Set(codes)])
    .optional(),
});

export const CreateProvider = ProviderFields.extend({
  currency: Currency,
  timeZone: TimeZone.optional(),
});
export const UpdateProvider = ProviderFields.partial().extend({ isActive: z.boolean().optional() });

/** Minor units of the provider's currency. */
export const ServicePrice = z.int().min(100, "must be at least 1.00").max(10_000_000);
export const ServiceDuration = z.int().min(15).max(720).multipleOf(5);

/** With the id of a variant it stays that one; without, it is a new one. */
export const VariantInput = z.object({
  id: Id.optional(),
  name: RequiredText(60),
  priceAmount: ServicePrice,
  durationMinutes: ServiceDuration,
});
export type VariantInput = z.infer<typeof VariantInput>;

const ServiceFields = z.object({
  name: RequiredText(120),
  description: Text(2000).nullable(),
  /** Of a service without variants; with variants theirs count, and these are left out. */
  priceAmount: ServicePrice.optional(),
  durationMinutes: ServiceDuration.optional(),
  /** Replaces all variants there were; none of them: the service has one price and one duration again. */
  variants: z.array(VariantInput).max(VARIANTS_MAX).optional(),
  /** How many people can book the same time. More than one: a group class, at the provider's place. */
  capacity: z.int().min(1).max(CAPACITY_MAX).optional(),
  location: ServiceLocation,
  isInstant: z.boolean(),
  /** An amount is at most the price, or the lowest of the variants' prices. */
  deposit: DepositTerms.nullable().optional(),
});
export const CreateService = ServiceFields;
export const UpdateService = ServiceFields.partial().extend({ isActive: z.boolean().optional() });

/** A URL-safe name or an id. */
const IdOrSlug = z.string().min(1).max(160);

export const providersContract = {
  listCategories: oc
    .route({
      method: "GET",
      path: "/categories",
      tags: ["catalogue"],
      summary: "All categories; the tree is in parentId",
    })
    .output(z.object({ items: z.array(Category) })),
  createProvider: oc
    .route({
      method: "POST",
      path: "/providers",
      successStatus: 201,
      tags: ["providers"],
      summary: "Open a provider profile for the signed-in user",
    })
    .input(CreateProvider)
    .output(Provider),
  getProvider: oc
    .route({
      method: "GET",
      path: "/providers/{idOrSlug}",
      tags: ["providers"],
      summary: "A provider's public profile",
    })
    .input(z.object({ idOrSlug: IdOrSlug }))
    .output(Provider),
  getMyProvider: oc
    .route({
      method: "GET",
      path: "/me/provider",
      tags: ["me"],
      summary: "The signed-in user's own provider profile; 404 when there is none",
    })
    .output(Provider),
  updateProvider: oc
    .route({
      method: "PATCH",
      path: "/providers/{id}",
      tags: ["providers"],
      summary: "Change one's own provider profile",
    })
    .input(UpdateProvider.extend({ id: Id }))
    .output(Provider),
  listServices: oc
    .route({
      method: "GET",
      path: "/providers/{id}/services",
      tags: ["providers"],
      summary: "Services of a provider; the owner also sees inactive ones",
    })
    .input(z.object({ id: Id }))
    .output(z.object({ items: z.array(Service) })),
  createService: oc
    .route({
      method: "POST",
      path: "/providers/{id}/services",
      successStatus: 201,
      tags: ["providers"],
      summary: "Offer a service",
    })
    .input(CreateService.extend({ id: Id }))
    .output(Service),
  updateService: oc
    .route({
      method: "PATCH",
      path: "/providers/{id}/services/{serviceId}",
      tags: ["providers"],
      summary: "Change a service",
    })
    .input(UpdateService.extend({ id: Id, serviceId: Id }))
    .output(Service),
  deleteService: oc
    .route({
      method: "DELETE",
      path: "/providers/{id}/services/{serviceId}",
      successStatus: 204,
      tags: ["providers"],
      summary: "Stop offering a service; past bookings keep it",
    })
    .input(z.object({ id: Id, serviceId: Id }))
    .output(z.void()),
  listProviders: oc
    .route({
      method: "GET",
      path: "/admin/providers",
      tags: ["operator"],
      summary: "All providers, newest first",
    })
    .input(PageQuery.extend({ q: Text(200).optional() }))
    .output(page(Provider)),
};

/** A provider and its active services in one piece: what search indexes. */
export const Listing = z.object({
  provider: Provider,
  userId: Id,
  services: z.array(Service),
  categoryPath: z.array(z.string()),
  categoryIds: z.array(Id),
  record: TrackRecord.pick({ keptCount: true, brokenCount: true }),
});
export type Listing = z.infer<typeof Listing>;

export const providersInternal = {
  /** Provider and service for a booking; null when the service does not exist, is inactive, or its provider is. */
  getBookable: oc
    .input(z.object({ serviceId: Id }))
    .output(z.object({ provider: Provider, userId: Id, service: Service }).nullable()),
  /** One listing for the search index; null when the provider is gone, inactive or takes no bookings yet. */
  getListing: oc.input(z.object({ providerId: Id })).output(Listing.nullable()),
  /** Up to 100 listings after a provider id, in id order: to rebuild the index. */
  listListings: oc
    .input(z.object({ after: Id.nullable(), limit: z.int().max(100) }))
    .output(z.array(Listing)),
  /** The provider that belongs to a user, if any; inactive ones too. */
  getOwner: oc
    .input(z.object({ providerId: Id }))
    .output(
      z
        .object({ providerId: Id, userId: Id, businessName: z.string(), slug: z.string() })
        .nullable(),
    ),
  getProviderOfUser: oc
    .input(z.object({ userId: Id }))
    .output(
      z
        .object({ providerId: Id, userId: Id, businessName: z.string(), slug: z.string() })
        .nullable(),
    ),
};
