"""Every rule of the pack."""

from __future__ import annotations

from qualitygate.api.rules import CodeRule
from qualitygate_rules.django.csrf_exempt import CsrfExempt
from qualitygate_rules.django.debug_true import DebugTrue
from qualitygate_rules.django.foreign_key_without_on_delete import ForeignKeyWithoutOnDelete
from qualitygate_rules.django.hard_coded_user_model import HardCodedUserModel
from qualitygate_rules.django.locals_in_render import LocalsInRender
from qualitygate_rules.django.mark_safe_on_variable import MarkSafeOnVariable
from qualitygate_rules.django.model_without_str import ModelWithoutStr
from qualitygate_rules.django.mutable_default_in_field import MutableDefaultInField
from qualitygate_rules.django.null_on_text_field import NullOnTextField
from qualitygate_rules.django.queryset_as_boolean import QuerysetAsBoolean
from qualitygate_rules.django.raw_sql_formatting import RawSqlFormatting
from qualitygate_rules.django.unbounded_queryset_in_view import UnboundedQuerysetInView
from qualitygate_rules.general.assert_in_production import AssertInProduction
from qualitygate_rules.general.assert_on_tuple import AssertOnTuple
from qualitygate_rules.general.breakpoint_call import BreakpointCall
from qualitygate_rules.general.eager_logging_format import EagerLoggingFormat
from qualitygate_rules.general.exception_swallowed import ExceptionSwallowed
from qualitygate_rules.general.mutable_default import MutableDefault
from qualitygate_rules.general.naive_datetime import NaiveDatetime
from qualitygate_rules.general.open_without_encoding import OpenWithoutEncoding
from qualitygate_rules.general.print_call import PrintCall
from qualitygate_rules.general.request_without_timeout import RequestWithoutTimeout
from qualitygate_rules.general.secret_in_source import SecretInSource
from qualitygate_rules.general.todo_without_issue import TodoWithoutIssue

RULES: tuple[CodeRule, ...] = (
    PrintCall(),
    BreakpointCall(),
    MutableDefault(),
    AssertOnTuple(),
    AssertInProduction(),
    NaiveDatetime(),
    RequestWithoutTimeout(),
    OpenWithoutEncoding(),
    ExceptionSwallowed(),
    EagerLoggingFormat(),
    TodoWithoutIssue(),
    SecretInSource(),
    ModelWithoutStr(),
    NullOnTextField(),
    QuerysetAsBoolean(),
    LocalsInRender(),
    RawSqlFormatting(),
    ForeignKeyWithoutOnDelete(),
    UnboundedQuerysetInView(),
    MarkSafeOnVariable(),
    CsrfExempt(),
    DebugTrue(),
    HardCodedUserModel(),
    MutableDefaultInField(),
)
