import { seed as seedBookings } from "@loconomy/bookings/seed";
import { seed as seedPayments } from "@loconomy/payments/seed";
import { seed as seedProviders } from "@loconomy/providers/seed";
import { seed as seedReviews } from "@loconomy/reviews/seed";
import { seed as seedSearch } from "@loconomy/search/seed";
import { seed as seedUsers } from "@loconomy/users/seed";
