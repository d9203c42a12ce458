import { bookingUrl, customerDetails, providerDetails } from "./booking-parts.ts";
import type { MessageMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { oneLine } from "./words.ts";

/** The other side of a booking wrote, and all that it wrote before was read. */
export const messageReceived =
  (to: "customer" | "provider") =>
  (facts: MessageMailFacts, site: Site): Letter => {
    const { booking, message } = facts;
    const name = oneLine(to === "customer" ? booking.providerName : booking.customerName);
    return {
      subject: `${name} wrote to you: ${oneLine(booking.serviceName)}`,
      preheader: oneLine(message).slice(0, 150).toWellFormed(),
      heading: `${name} wrote to you`,
      paragraphs: [`“${message}”`],
      details:
        to === "customer" ? customerDetails(booking) : providerDetails({ ...booking, notes: null }),
      action: { label: "Read and answer", url: `${bookingUrl(facts, site)}#messages` },
      notes: [
        "Please answer on the page of the booking; nobody reads what is sent to this address. Until you have read this message there, we send no mail about further ones.",
      ],
      calendar: null,
    };
  };
