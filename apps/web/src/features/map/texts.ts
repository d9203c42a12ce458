export const mapTexts = {
  label: "Map of the results",
  loading: "Loading the map",
  failed: "The map cannot be shown in this browser. The list has everything.",
  pin: (name: string, price: string) => `${name}, from ${price}`,
  close: "Close",
  open: "View profile",
};
