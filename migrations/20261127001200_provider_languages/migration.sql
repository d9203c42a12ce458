-- Languages that a provider speaks with customers, as ISO 639 codes ("en", "yue").
alter table providers.providers
  add column languages text[] not null default '{}' check (cardinality(languages) <= 20);
