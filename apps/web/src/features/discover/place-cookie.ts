/** Name of the cookie that holds the label of the last place searched, percent-encoded. */
export const placeCookie = "place";
