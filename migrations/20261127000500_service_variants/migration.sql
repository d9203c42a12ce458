-- Variants of a service, in the order that its provider gave them: [{"id", "name", "durationMinutes", "priceAmount"}]. Of a
-- service that has some, price_amount and duration_minutes are the lowest and the shortest of them.
alter table providers.services
  add column variants jsonb not null default '[]'
    check (jsonb_typeof(variants) = 'array' and jsonb_array_length(variants) <= 10),
  -- How many people can book the same time; more than one makes it a group class, which takes place at the provider's.
  add column capacity int not null default 1 check (capacity between 1 and 200),
  add constraint services_group_at_provider check (capacity = 1 or location = 'provider');
