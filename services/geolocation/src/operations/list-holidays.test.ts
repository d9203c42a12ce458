import { expect, test } from "vitest";
import { listHolidays } from "./list-holidays.ts";

const days = async (country: string, year: number, region?: string) =>
  (await listHolidays({ country, region, year })).items.map(({ day, name }) => `${day} ${name}`);

test("a country's holidays by day, substitute days among them", async () => {
  expect(await days("US", 2027)).toEqual([
    "2027-01-01 New Year's Day",
    "2027-01-18 Martin Luther King Jr. Day",
    "2027-02-15 Washington's Birthday",
    "2027-05-31 Memorial Day",
    "2027-06-18 Juneteenth (substitute day)",
    "2027-06-19 Juneteenth",
    "2027-07-04 Independence Day",
    "2027-07-05 Independence Day (substitute day)",
    "2027-09-06 Labour Day",
    "2027-10-11 Columbus Day",
    "2027-11-11 Veterans Day",
    "2027-11-25 Thanksgiving Day",
    "2027-12-24 Christmas Day (substitute day)",
    "2027-12-25 Christmas Day",
    "2027-12-31 New Year's Day (substitute day)",
  ]);
  const { items } = await listHolidays({ country: "GB", region: "ENG", year: 2027 });
  expect(items.filter(({ isSubstitute }) => isSubstitute)).toEqual([
    { day: "2027-12-27", name: "Christmas Day (substitute day)", isSubstitute: true },
    { day: "2027-12-28", name: "Boxing Day (substitute day)", isSubstitute: true },
  ]);
});

test("a region has its own, by code or by name", async () => {
  expect(await days("DE", 2027)).not.toContain("2027-01-06 Epiphany");
  for (const region of ["BY", "DE-BY", "by", "Bavaria", "Bayern"]) {
    expect(await listHolidays({ country: "DE", region, year: 2027 })).toMatchObject({
      region: "BY",
    });
    expect(await days("DE", 2027, region)).toContain("2027-01-06 Epiphany");
  }
  const { region, regions } = await listHolidays({ country: "US", region: "US-TX", year: 2027 });
  expect(region).toBe("TX");
  expect(regions).toContainEqual({ code: "TX", name: "Texas" });
  // Two on one day are one day.
  expect(await days("US", 2027, "TX")).toContain(
    "2027-12-24 Christmas Eve, Christmas Day (substitute day)",
  );
  expect((await listHolidays({ country: "MX", year: 2027 })).regions).toEqual([]);
});

test("what lasts several days is each of them, also where clocks change; half days are none", async () => {
  const turkey = await days("TR", 2027);
  expect(turkey.filter((one) => one.includes("Ramadan"))).toEqual(
    ["09", "10", "11", "12"].map((day) => `2027-03-${day} End of Ramadan (Eid al-Fitr)`),
  );
  expect(await days("SI", 2027)).not.toContain("2027-11-01 Reformation Day");
  expect(await days("CH", 2027, "ZH")).toContain("2027-03-28 Easter Sunday");
  expect((await days("CN", 2027)).join()).not.toContain("Youth Day");
});

test.each([
  [{ country: "XX", year: 2027 }, "country"],
  [{ country: "US", region: "Bavaria", year: 2027 }, "region"],
  [{ country: "MX", region: "Jalisco", year: 2027 }, "region"],
])("refuses %j", async (input, path) => {
  await expect(listHolidays(input)).rejects.toMatchObject({
    code: "unprocessable",
    data: { errors: [{ path }] },
  });
});
