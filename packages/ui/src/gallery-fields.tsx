import { MapPin, Search } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "./checkbox.tsx";
import { Combobox } from "./combobox.tsx";
import { GallerySection } from "./gallery-section.tsx";
import { RadioCard, RadioCardGroup } from "./radio-card.tsx";
import { RatingInput } from "./rating-input.tsx";
import { Select } from "./select.tsx";
import { Switch } from "./switch.tsx";
import { TextArea } from "./text-area.tsx";
import { TextField } from "./text-field.tsx";

const places = ["Berlin, Germany", "Bergen, Norway", "Bern, Switzerland", "Boston, Massachusetts"];

/** Everything a form is made of. */
export function FieldParts() {
  return (
    <GallerySection id="fields" title="Fields">
      <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
        <TextField label="Full name" placeholder="Ada Lovelace" />
        <TextField
          label="Email"
          type="email"
          defaultValue="ada@"
          error="Write the whole address, such as ada@example.com."
        />
        <TextField
          label="Price"
          prefix="$"
          suffix="/ hour"
          inputMode="decimal"
          hint="Before taxes"
          defaultValue="60"
        />
        <TextField label="Search" prefix={<Search aria-hidden />} placeholder="What do you need?" />
        <TextField label="Business name" disabled defaultValue="Bright & Tidy" />
        <TextField label="Phone" optional type="tel" />
        <Select
          label="Service"
          placeholder="Choose a service"
          options={[
            { value: "deep", label: "Deep clean" },
            { value: "windows", label: "Windows" },
          ]}
        />
        <Select
          label="Country"
          error="Choose a country."
          options={[{ value: "us", label: "United States" }]}
        />
        <PlaceField />
        <TextArea label="What should we know?" hint="Access, pets, parking" optional />
        <div>
          <Checkbox label="Send me a reminder the day before" defaultChecked />
          <Checkbox label="I agree to the terms" error="Agree to the terms to go on." />
          <Checkbox label="Not available" disabled />
        </div>
        <div>
          <Switch label="Accept bookings at once" hint="Without asking you first" defaultChecked />
          <Switch label="Vacation" />
          <Switch label="Locked setting" disabled />
        </div>
      </div>
      <RadioCardGroup legend="Where should it happen?">
        <div className="grid gap-3 sm:grid-cols-3">
          <RadioCard
            name="where"
            value="home"
            label="At your place"
            description="Ada comes to you"
            aside="$60"
            defaultChecked
          />
          <RadioCard
            name="where"
            value="shop"
            label="At the shop"
            description="Torstraße 12"
            aside="$48"
          />
          <RadioCard
            name="where"
            value="online"
            label="Online"
            description="Not offered today"
            disabled
          />
        </div>
      </RadioCardGroup>
      <RatingInput legend="How was the work?" name="stars" defaultValue={4} />
      <RatingInput legend="Was it on time?" name="time" error="Choose 1 to 5 stars." />
    </GallerySection>
  );
}

function PlaceField() {
  const [query, setQuery] = useState("");
  const found = places.filter((place) => place.toLowerCase().includes(query.toLowerCase()));
  return (
    <Combobox
      label="Where"
      name="place"
      placeholder="City or address"
      prefix={<MapPin aria-hidden />}
      query={query}
      onQueryChange={setQuery}
      options={found.map((place) => ({ value: place, label: place, icon: <MapPin aria-hidden /> }))}
    />
  );
}
