export { calendarFile, type CalendarEntry, type CalendarOptions } from "./calendar-file.ts";
export { bookingUid } from "./uid.ts";
