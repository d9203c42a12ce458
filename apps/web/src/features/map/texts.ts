export const mapTexts = {
  label: "Map of the results",
  failed: "The map cannot be shown in this browser. The list has everything.",
  pin: (name: string, price: string) => `${name}, from ${price}`,
  group: (count: number) => String(count),
  groupLabel: (count: number) => `${count} providers here. Zoom in`,
};
