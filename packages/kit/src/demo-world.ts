import type { Address, Position, CancellationPolicyName, WeeklyWindow } from "@loconomy/contracts";

/**
 * The demo marketplace as plain data, made deterministically by `apps/server/src/demo`. Each service's `seed.ts` writes
 * the part that it owns, in bulk. Ids are UUIDv7 whose time is the row's creation time. Times are RFC 3339.
 */
export interface DemoWorld {
  /** Every demo account has this password. */
  password: string;
  users: Array<{
    id: string;
    email: string;
    displayName: string;
    avatarUrl: string | null;
    phone: string | null;
    role: "customer" | "provider" | "admin" | "super_admin";
    createdAt: string;
  }>;
  categories: Array<{
    id: string;
    name: string;
    slug: string;
    description: string;
    iconName: string;
    parentId: string | null;
    sortOrder: number;
  }>;
  providers: Array<{
    id: string;
    userId: string;
    slug: string;
    businessName: string;
    bio: string;
    avatarUrl: string;
    coverPhotoUrl: string;
    categoryId: string;
    locationLabel: string;
    position: Position;
    serviceRadiusKm: number;
    currency: string;
    cancellationPolicy: CancellationPolicyName;
    isVerified: boolean;
    /** None when left out. */
    languages?: string[];
    /** The complete account at the stand-in for Stripe to which the business's money goes; none when left out. */
    payoutAccountId?: string;
    timeZone: string;
    /** Over the visible customer reviews below. */
    ratingAverage: number;
    ratingCount: number;
    /** Over the jobs below, as bookings counts them. */
    responseTimeMinutes: number | null;
    keptCount: number;
    brokenCount: number;
    createdAt: string;
  }>;
  /** What a customer would find out about a business and nobody can look up; ranking is judged by it. */
  characters?: Array<{
    providerId: string;
    quality: "good" | "middling" | "careless";
    /** Chance that it calls an accepted job off. */
    callsOff: number;
  }>;
  services: Array<{
    id: string;
    providerId: string;
    name: string;
    description: string;
    priceAmount: number;
    durationMinutes: number;
    /** None when left out. */
    variants?: Array<{ id: string; name: string; durationMinutes: number; priceAmount: number }>;
    /** One when left out; more makes it a group class. */
    capacity?: number;
    /** Share of the price that is charged at booking; none when left out. */
    depositPercent?: number;
    location: "customer" | "provider";
    isInstant: boolean;
  }>;
  schedules: Array<{
    providerId: string;
    timeZone: string;
    weekly: WeeklyWindow[];
    stepMinutes: number;
    bufferBeforeMinutes: number;
    bufferAfterMinutes: number;
    noticeMinutes: number;
  }>;
  /** Jobs of the past months. Nearly all of them were done. */
  bookings: Array<{
    id: string;
    customerId: string;
    providerId: string;
    providerUserId: string;
    serviceId: string;
    /** Of a service with variants. */
    variantId?: string | null;
    start: string;
    end: string;
    priceAmount: number;
    currency: string;
    address: Address | null;
    createdAt: string;
    /** When it was booked for at first and how it moved: at once by the customer, or by a proposal of the provider. */
    moved: { start: string; end: string; by: "customer" | "provider"; at: string } | null;
    /** Who was not there, of a job that came to nothing for that. */
    absent: "customer" | "provider" | null;
    /** When the provider accepted it; null of a job that was booked at once. */
    acceptedAt: string | null;
    /** The provider called it off after all. */
    isCalledOff: boolean;
    /** When it was completed, an hour after its end, its no-show reported, or called off. */
    closedAt: string;
  }>;
  /** Coming sessions of group classes that people have booked; nobody's card was ever asked, so nothing is charged. */
  sessions?: Array<{
    id: string;
    providerId: string;
    serviceId: string;
    start: string;
    end: string;
    /** With buffers. */
    claimStart: string;
    claimEnd: string;
    capacity: number;
    /** The id is the booking's. */
    seats: Array<{ id: string; customerId: string; createdAt: string; acceptedAt: string | null }>;
  }>;
  /** What the two sides of past jobs wrote to each other, each message after those before it; all of them were read. */
  messages: Array<{
    id: string;
    bookingId: string;
    sender: "customer" | "provider";
    text: string;
    createdAt: string;
    readAt: string;
  }>;
  reviews: Array<{
    id: string;
    bookingId: string;
    providerId: string;
    authorId: string;
    subjectId: string;
    authorRole: "customer" | "provider";
    rating: number;
    title: string | null;
    content: string;
    wouldRecommend: boolean | null;
    createdAt: string;
  }>;
}
