import { plural } from "@loconomy/ui";

/** Everything that pages say about calendars. */
export const texts = {
  title: "Calendars",
  description: "Keep your other calendars and your bookings in step.",
  external: {
    title: "Your other calendars",
    description:
      "What is in them cannot be booked. Customers never see what it is. We look into each every 15 minutes.",
    empty: "No other calendar is connected.",
    states: {
      waiting: "Waiting to be read",
      reading: "Being read",
      ok: "Up to date",
      failing: "Cannot be read",
      stale: "Not read for a day",
    },
    events: (count: number) => plural(count, "event", "events"),
    unread: (count: number) =>
      `${plural(count, "event", "events")} could not be read and ${count === 1 ? "blocks" : "block"} no time.`,
    readAt: (moment: string) => `read ${moment}`,
    since: (since: string, tried: string, next: string) =>
      `Since ${since}; tried last ${tried}, again about ${next}.`,
    kept: "What was read before still blocks your time; what you changed since does not.",
    nothingYet: "Nothing blocks your time yet.",
    refresh: "Read now",
    refreshNamed: (name: string) => `Read now: ${name}`,
    rename: "Rename",
    renameNamed: (name: string) => `Rename ${name}`,
    renameTitle: "Rename this calendar",
    renameAction: "Save",
    disconnect: "Disconnect",
    disconnectNamed: (name: string) => `Disconnect ${name}`,
    disconnectTitle: (name: string) => `Disconnect ${name}?`,
    disconnectBody:
      "What is in it can be booked again. The calendar itself and your bookings stay as they are.",
    back: "Go back",
    failed: "That did not work",
  },
  connect: {
    title: "Connect a calendar",
    name: "What you call it",
    nameHint: "Only you see it.",
    url: "Its iCal address",
    urlHint:
      "Begins with https:// or webcal://. Whoever has it can read that calendar, so we keep it to ourselves.",
    action: "Connect",
    failed: "The calendar was not connected",
    connected: "Connected. We are reading it now.",
    where: "Where do I find it?",
    places: [
      [
        "Google",
        "Calendar on a computer: Settings, your calendar, “Secret address in iCal format”.",
      ],
      ["Outlook", "Settings, Calendar, Shared calendars, “Publish a calendar”: the ICS link."],
      ["Apple", "iCloud on the web: share the calendar, “Public calendar”."],
    ],
  },
  link: {
    providerTitle: "Bookings in your own calendar",
    customerTitle: "Your bookings in your own calendar",
    description:
      "Subscribe to this private address in your calendar app, and it follows every new, changed and canceled booking.",
    secret: "Whoever has this address can see these bookings. Make a new one if it went astray.",
    address: "Private address",
    copy: "Copy",
    copied: "Copied.",
    copyFailed: "Could not copy it. Select the address and copy it yourself.",
    open: "Open in a calendar app",
    make: "Make a private address",
    made: (day: string) => `Made on ${day}.`,
    replace: "Make a new one",
    replaceTitle: "Make a new address?",
    replaceBody: "The old one stops working at once. Calendar apps that use it need the new one.",
    replaced: "The old address works no longer.",
    end: "End it",
    endTitle: "End this address?",
    endBody: "It stops working at once, and calendar apps no longer follow your bookings.",
    ended: "The address works no longer.",
    back: "Go back",
    failed: "That did not work",
  },
} as const;
