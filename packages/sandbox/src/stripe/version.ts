/** The API version the SDK in use speaks; sent when a request names none. */
export const apiVersion = "2026-10-28.endive";
