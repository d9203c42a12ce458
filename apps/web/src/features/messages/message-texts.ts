/** What the messages of a booking say. */
export const messageTexts = {
  title: "Messages",
  zone: (zone: string) => `Times are in ${zone}.`,
  empty: (name: string) => `Nobody has written yet. ${name} gets a mail when you do.`,
  earlier: "Show earlier messages",
  you: "You",
  seen: "Seen",
  field: (name: string) => `Your message to ${name}`,
  send: "Send",
  nothing: "Write something first.",
  tooLong: (over: number) =>
    `A message has 2,000 characters at most. Please shorten it by ${over}.`,
  failed: "Not sent",
  failedHow: "What you wrote is still here.",
  notLoaded: "The messages could not be loaded.",
  again: "Try again",
  over: (day: string) =>
    `You could write to each other until ${day}, 30 days after the booking ended.`,
  unread: "Somebody wrote to you",
  unreadFrom: (messages: string, name: string, service: string) =>
    `${messages} from ${name}, ${service}`,
  unreadMore: (count: number) => `And ${count} more.`,
  verifyWhy: "Then you can write messages about your bookings.",
} as const;
