"""The types of fields: one object each, which does all that depends on what a field holds."""

from __future__ import annotations

from amcli.base import measure_types, word_types
from amcli.base.field_type import Type

__all__ = ["Type"]

Type.TEXT = word_types.TextType()
Type.CODE = word_types.CodeType()
Type.INT = word_types.IntType()
Type.CHOICE = word_types.ChoiceType()
Type.CURRENCY = word_types.CurrencyType()
Type.FLAG = word_types.FlagType()
Type.RULE = word_types.RuleType()
Type.LEAD_TIMES = word_types.LeadTimesType()
Type.REF = word_types.RefType()
Type.ABOUT = word_types.AboutType()
Type.PHRASE = word_types.PhraseType()
Type.DATE = measure_types.DateType()
Type.DUE = measure_types.DueType()
Type.PERIOD = measure_types.PeriodType()
Type.SPAN = measure_types.SpanType()
Type.MONEY = measure_types.MoneyType()
Type.NUMBER = measure_types.NumberType()
Type.RATE = measure_types.RateType()
