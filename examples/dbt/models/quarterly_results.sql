-- Revenue and net income by company and quarter: of a quarter that several releases state, what the latest of them says.
with stated as (
    select
        releases.entity_identifier,
        releases.entity_name,
        facts.period_start,
        facts.period_end,
        facts.unit as currency,
        case
            when facts.concept in (
                'us-gaap:Revenues',
                'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax',
                'us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax',
                'us-gaap:SalesRevenueNet'
            ) then 'revenue'
            when facts.concept in ('us-gaap:NetIncomeLoss', 'us-gaap:ProfitLoss') then 'net_income'
        end as measure,
        facts.value,
        row_number() over (
            partition by releases.entity_identifier, measure, facts.period_start, facts.period_end, facts.unit
            order by releases.period_end desc, facts.confidence desc, facts.mention_count desc, facts.fact_id
        ) as rank
    from {{ source('hemaexport', 'facts') }} as facts
    join {{ source('hemaexport', 'releases') }} as releases using (release_id)
    where facts.dimensions = ''
        and facts.value is not null
        and facts.period_end - facts.period_start between 80 and 100
)

select
    entity_identifier,
    any_value(entity_name) as entity_name,
    period_start,
    period_end,
    currency,
    max(value) filter (where measure = 'revenue') as revenue,
    max(value) filter (where measure = 'net_income') as net_income
from stated
where measure is not null and rank = 1
group by entity_identifier, period_start, period_end, currency
order by entity_identifier, period_end
