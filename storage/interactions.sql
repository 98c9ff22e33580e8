-- name: note!
insert into interactions (channel, address, at) values (:channel, :address, :at)
on conflict (channel, address) do update set at = excluded.at where excluded.at > interactions.at;

-- name: last$
select at from interactions where channel = :channel and address = :address;
