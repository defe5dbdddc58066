#!/usr/bin/env python3
# cmake/SimTrace.py - writes the .tmh file of a driver's source: WPP's preprocessor
#
# SimTrace.py -o OUTPUT [--func SIGNATURE]... SOURCE [HEADER...]
#
# A trace call in the source, "Trace(LEVEL, FLAGS, "count %d", n)", becomes a macro of its own,
# whose name holds the line's number; it calls WmiTraceMessage with the arguments' addresses and
# sizes. The format goes into a table (wpp.h, src/wmi/format.c). Trace functions, prefixes, suffixes
# and types come from "begin_wpp config" blocks in the source and the headers, and
# from --func options.
import argparse
import hashlib
import pathlib
import re

DEFAULT_FUNCTION = "DoTraceMessage(LEVEL,MSG,...)"
WIDE = ("S", "ws", "ls")
COUNTED = {"Z": ("z", "PCSTRING"), "aZ": ("z", "PCSTRING"), "wZ": ("Z", "PCUNICODE_STRING"),
           "ANSTR": ("z", "PCSTRING"), "USTR": ("Z", "PCUNICODE_STRING")}
IRQLS = "0=PASSIVE_LEVEL,1=APC_LEVEL,2=DISPATCH_LEVEL,13=CLOCK_LEVEL,14=IPI_LEVEL,15=HIGH_LEVEL"
ENUMS = {"bool": "0=false,1=true", "BOOL": "0=FALSE,1=TRUE", "bool8": "0=false,1=true",
         "BOOLEAN": "0=FALSE,1=TRUE", "irql": IRQLS, "IRQL": IRQLS,
         "b1": "0=FALSE,1=TRUE", "b2": "0=FALSE,1=TRUE", "b4": "0=FALSE,1=TRUE",
         "PNP_MN": "0=START_DEVICE,1=QUERY_REMOVE_DEVICE,2=REMOVE_DEVICE,3=CANCEL_REMOVE_DEVICE,"
                   "4=STOP_DEVICE,5=QUERY_STOP_DEVICE,6=CANCEL_STOP_DEVICE,"
                   "7=QUERY_DEVICE_RELATIONS,"
                   "8=QUERY_INTERFACE,9=QUERY_CAPABILITIES,10=QUERY_RESOURCES,"
                   "11=QUERY_RESOURCE_REQUIREMENTS,12=QUERY_DEVICE_TEXT,"
                   "13=FILTER_RESOURCE_REQUIREMENTS,15=READ_CONFIG,16=WRITE_CONFIG,17=EJECT,"
                   "18=SET_LOCK,19=QUERY_ID,20=QUERY_PNP_DEVICE_STATE,21=QUERY_BUS_INFORMATION,"
                   "22=DEVICE_USAGE_NOTIFICATION,23=SURPRISE_REMOVAL",
         "MINOR": "0=WAIT_WAKE,1=POWER_SEQUENCE,2=SET_POWER,3=QUERY_POWER"}
NUMBERS = {"STATUS": "08x", "NTSTATUS": "08x", "status": "08x", "HRESULT": "08x", "hresult": "08x",
           "WINERROR": "u", "winerr": "u", "GLE": "u", "IPADDR": "08x", "ipaddr": "08x",
           "PORT": "u", "port": "u", "SBYTE": "d", "UBYTE": "u", "SSHORT": "d", "USHORT": "u",
           "SLONG": "d", "ULONG": "u", "sb": "d", "ub": "u"}
NUMBERS64 = {"TIMESTAMP": "I64d", "TIME": "I64d", "DATE": "I64d", "WAITTIME": "I64d",
             "timestamp": "I64d", "datetime": "I64d", "delta": "I64d", "due": "I64d",
             "SINT64": "I64d", "UINT64": "I64u", "XINT64": "I64x"}


QUOTED = r'"(?:\\.|[^"\\\n])*"' + r"|'(?:\\.|[^'\\\n])*'"


class Refused(Exception):
    """What cannot be translated."""


def without_comments(text):
    """The text with comments as blanks, so that lines and columns stay."""
    def blank(match):
        found = match[0]
        return found if found[0] in "\"'" else re.sub(r"[^\n]", " ", found)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text,
                  flags=re.S)


def without_directives(text):
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\r?\n)*[^\n]*",
                  lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.M)


def closing(text, start):
    """The index behind the parenthesis that closes the one at start; -1: there is none."""
    depth = 0
    for match in re.compile(QUOTED + r"|[()]").finditer(text, start):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return -1


def split(text):
    """The arguments of a call, or of a signature."""
    parts, depth, last = [], 0, 0
    for match in re.finditer(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|[(){}\[\],]', text):
        if match[0] in "({[":
            depth += 1
        elif match[0] in ")}]":
            depth -= 1
        elif match[0] == "," and depth == 0:
            parts.append(text[last:match.start()].strip())
            last = match.end()
    parts.append(text[last:].strip())
    return parts if parts != [""] else []


def literal(text):
    """The characters of adjacent string literals, escapes as they are; None: something else."""
    if not re.fullmatch(r'(?:\s*L?"(?:\\.|[^"\\\n])*")+\s*', text):
        return None
    return "".join(re.findall(r'"((?:\\.|[^"\\\n])*)"', text))


class Function:
    """FUNC Name{FIXED=value}(LEVEL, MSG, ...): how a trace function is called."""

    def __init__(self, signature):
        match = re.fullmatch(r"\s*(\w+)\s*(?:\{(.*?)\})?\s*\((.*)\)\s*;?\s*", signature, re.S)
        if not match:
            raise Refused(f"not a trace function: {signature}")
        self.name = match[1]
        self.fixed = [tuple(part.strip() for part in fixed.split("=", 1))
                      for fixed in split(match[2] or "")]
        parameters = match[3].strip()
        self.double = parameters.startswith("(") and parameters.endswith(")")
        self.parameters = split(parameters[1:-1] if self.double else parameters)
        self.rest = "..." in self.parameters
        self.parameters = [parameter for parameter in self.parameters if parameter != "..."]
        self.prefix, self.suffix = ("", []), ("", [])
        self.conditions = [name for name, _ in self.fixed]
        self.conditions += [name for name in self.parameters if name != "MSG"]


class Configuration:
    """What the config blocks and the options say."""

    def __init__(self):
        self.functions = {}
        self.types = dict(ENUMS)
        self.bits = {}
        self.sources = ""

    def add_function(self, signature):
        function = Function(signature)
        self.functions[function.name] = function

    def read(self, text):
        self.sources += without_comments(text)
        for block in re.findall(r"begin_wpp\s+config(.*?)end_wpp", text, re.S):
            lines = [re.sub(r"^[\s/*]+", "", line) for line in block.splitlines()]
            for statement in re.findall(r"(?:[^;\"]|\"(?:\\.|[^\"])*\")+", "\n".join(lines)):
                self.statement(statement.strip())

    def statement(self, text):
        match = re.fullmatch(r"FUNC\s+(.*)", text, re.S)
        if match:
            self.add_function(match[1])
            return
        match = re.fullmatch(r"(USEPREFIX|USESUFFIX|CUSTOM_TYPE)\s*\((.*)\)", text, re.S)
        if not match:
            return
        arguments = split(match[2])
        if match[1] == "CUSTOM_TYPE":
            self.custom_type(arguments[0], ",".join(arguments[1:]))
        elif arguments[0] in self.functions:
            fix = (literal(arguments[1]) or "", arguments[2:])
            setattr(self.functions[arguments[0]], match[1][3:].lower(), fix)

    def custom_type(self, name, text):
        match = re.match(r"(\w+)\s*\((.*)\)\s*$", text, re.S)
        if not match:
            raise Refused(f"CUSTOM_TYPE({name}, {text})")
        if match[1] == "ItemEnum":
            self.types[name] = (match[2].strip(),)
        elif match[1].startswith("ItemList"):
            names = split(match[2])
            self.types[name] = ",".join(f"{i}={item}" for i, item in enumerate(names))
        elif match[1].startswith("ItemSet"):
            names = split(match[2])
            self.bits[name] = ",".join(f"{i}={item}" for i, item in enumerate(names))
        else:
            raise Refused(f"CUSTOM_TYPE({name}, {text})")

    def names(self, item):
        """The values of a type with names, as text for format.c."""
        names = self.types[item]
        return self.enumeration(names[0]) if isinstance(names, tuple) else names

    def enumeration(self, name):
        name = re.sub(r"^enum\s+", "", name)
        match = re.search(r"enum\s+" + name + r"\b[^{;]*\{(.*?)\}", self.sources, re.S) \
            or re.search(r"enum\s*\w*\s*\{([^}]*)\}\s*" + name + r"\b", self.sources, re.S)
        if not match:
            raise Refused(f"the enumeration {name} is not in the files that are read")
        value, known, result = -1, {}, []
        for item in split(match[1]):
            parts = [part.strip() for part in item.split("=", 1)]
            if not parts[0]:
                continue
            value = self.value(parts[1], known) if len(parts) == 2 else value + 1
            if value is None:
                break
            known[parts[0]] = value
            result.append(f"{value & 0xFFFFFFFF}={parts[0]}")
        return ",".join(result)

    @staticmethod
    def value(text, known):
        text = re.sub(r"\b(0[xX][0-9a-fA-F]+|\d+)[uUlL]*\b", r"\1", text)
        text = re.sub(r"[A-Za-z_]\w*", lambda match: str(known.get(match[0], match[0])), text)
        text = re.sub(r"\b0[xX][0-9a-fA-F]+", lambda match: str(int(match[0], 16)), text)
        return int(eval(text, {"__builtins__": {}})) if re.fullmatch(r"[\d\s()+\-*|&<>~^]+", text) \
            else None


class Call:
    """One trace call of the source."""

    def __init__(self, configuration, source, function, line, arguments):
        self.configuration = configuration
        self.source, self.function, self.line = source, function, line
        count = len(function.parameters)
        if len(arguments) < count or (len(arguments) > count and not function.rest):
            raise Refused(f"{function.name} has {count} parameters, not {len(arguments)}")
        self.given = dict(zip(function.parameters, arguments))
        self.given.update(function.fixed)
        self.rest = [f"wpp_{i}" for i in range(1, len(arguments) - count + 1)]
        self.variables, self.pairs = [], []
        message = literal(self.given["MSG"]) if "MSG" in self.given else ""
        if message is None:
            raise Refused(f"the message of {function.name} is not a string literal")
        self.text = self.translate(*function.prefix) + self.translate(message, list(self.rest)) \
            + self.translate(*function.suffix)

    def translate(self, text, arguments):
        """The text with items for format.c; notes what the call has to pass."""
        left = list(arguments)

        def item(match):
            if match[0] == "%%":
                return "%"
            if match["name"] is not None:
                return self.named(match["name"], left)
            return self.printf(match, left)
        pattern = (r"%%|%(?P<flags>[-+ #0]*)(?:!(?P<name>[\w:]+)!"
                   r"|(?P<width>\d*(?:\.\d+)?)(?P<size>I64|I32|I|hh|h|ll|l|w|a|z|t|j)?"
                   r"(?P<kind>[diuxXocCsSpPZeEfgGb]))")
        result = re.sub(pattern, item, text)
        if left:
            raise Refused(f"more arguments than {text!r} shows")
        return result

    def named(self, name, left):
        own = {"FUNC": "__FUNCTION__"}
        if name == "STDPREFIX":
            return ""
        if name in own:
            self.string(own[name], False)
            return "\1s\2"
        if name in ("FILE", "MOD", "COMPNAME", "SRC"):
            return self.source
        if name == "LINE":
            return str(self.line)
        if name in ("LEVEL", "FLAGS", "FLAG"):
            return self.given.get(name, "").replace("\\", "\\\\").replace('"', '\\"')
        return self.argument(name, self.next(left, f"%!{name}!"))

    @staticmethod
    def next(left, item):
        if not left:
            raise Refused(f"no argument for {item}")
        return left.pop(0)

    def argument(self, name, value):
        if name in COUNTED:
            return self.counted(name, value)
        if name in self.configuration.types:
            self.number(value, "ULONG")
            return f"\1e{self.configuration.names(name)}\2"
        if name in self.configuration.bits:
            self.number(value, "ULONG")
            return f"\1b{self.configuration.bits[name]}\2"
        if name in NUMBERS:
            self.number(value, "ULONG")
            return f"{'0x' if NUMBERS[name] == '08x' else ''}\1d{NUMBERS[name]}\2"
        if name in NUMBERS64:
            self.number(value, "ULONG64")
            return f"\1d{NUMBERS64[name]}\2"
        if name.upper() in ("GUID", "IID", "CLSID", "LIBID", "CLSID"):
            self.pairs.append(f"(const VOID *)({value}), (ULONG)sizeof(GUID)")
            return "\1g\2"
        if name == "HEXDUMP":
            copy = self.variable(f"__auto_type {{}} = ({value});")
            self.pairs += [f"&{copy}._len, (ULONG)sizeof(USHORT)",
                           f"{copy}._buf, (ULONG){copy}._len"]
            return "\1h\2"
        raise Refused(f"%!{name}! is not known")

    def printf(self, match, left):
        size, kind = match["size"] or "", match["kind"]
        value = self.next(left, match[0])
        if size + kind in COUNTED:
            return self.counted(size + kind, value)
        if kind in "sS":
            wide = (kind == "S") != (size in ("w", "l")) or size in ("w", "l")
            self.string(value, wide and size != "h")
            return "\1S\2" if wide and size != "h" else "\1s\2"
        if kind in "eEfgG":
            variable = self.variable(f"double {{}} = (double)({value});")
            self.pairs.append(f"&{variable}, (ULONG)sizeof(double)")
            return "\1f\2"
        if kind in "pP" or size in ("I64", "ll", "I", "z", "t", "j"):
            self.number(value, "ULONG64" if kind not in "pP" else "ULONG_PTR")
            conversion = "p" if kind in "pP" else match["flags"] + match["width"] + "I64" + kind
            return f"\1{'w' if kind in 'pP' else 'd'}{conversion}\2"
        self.number(value, "ULONG")
        return f"\1d{match['flags']}{match['width']}{kind}\2"

    def variable(self, declaration):
        name = f"wpp_v{len(self.variables)}"
        self.variables.append(declaration.format(name))
        return name

    def number(self, value, kind):
        variable = self.variable(f"{kind} {{}} = ({kind})({value});")
        self.pairs.append(f"&{variable}, (ULONG)sizeof({kind})")

    def string(self, value, wide):
        kind, default = ("PCWSTR", 'L"NULL"') if wide else ("PCSTR", '"NULL"')
        variable = self.variable(f"{kind} {{}} = ({kind})({value});")
        self.variables[-1] += f" {variable} = {variable} == NULL ? {default} : {variable};"
        self.pairs.append(f"{variable}, WppWideBytes({variable})" if wide
                          else f"WPP_PAIR_STRING({variable})")

    def counted(self, name, value):
        letter, kind = COUNTED[name]
        variable = self.variable(f"{kind} {{}} = ({kind})({value});")
        self.pairs += [f"&{variable}->Length, (ULONG)sizeof(USHORT)",
                       f"({variable}->Length != 0 ? (const VOID *){variable}->Buffer : \"\"), "
                       f"(ULONG){variable}->Length"]
        return f"\1{letter}\2"

    def code(self, identifier, number):
        """The table's entry, and the macro that stands for the call."""
        name = f"WPP_CALL_{identifier}_{self.line}"
        condition = "WPP_" + "".join(part + "_" for part in self.function.conditions)
        fixed = dict(self.function.fixed)
        values = ", ".join(fixed.get(part, part) for part in self.function.conditions)
        parameters = ", ".join(self.function.parameters + self.rest)
        level = self.given.get("LEVEL", self.given.get("FLAGS", self.given.get("FLAG", "")))
        level = level if re.fullmatch(r"\w*", level) else ""
        text = re.sub("[\1\2]", lambda match: f'\\{ord(match[0]):03o}" "', self.text)
        lines = [f"static WDK_TRACE_FORMAT WPP_FORMAT_{identifier}_{self.line} WPP_FORMATS = {{",
                 f"    &WPP_CLASS_{identifier}, \"{self.source}\", \"{level}\",",
                 f"    \"{text}\",",
                 f"    {number}, {self.line}}};"]
        for part, shape in (("PRE", ""), ("POST", "")):
            lines += [f"#ifndef {condition}{part}",
                      f"#define {condition}{part}({', '.join(self.function.conditions)}) {shape}",
                      "#endif"]
        macro = [f"#define {name}({'wpp_all' if self.function.double else parameters})"]
        if self.function.double:
            macro = [f"#define {name}(wpp_all) {name}_ wpp_all",
                     f"#define {name}_({parameters})"]
        macro[-1] += " " + " ".join(
            [f"{condition}PRE({values})",
             f"(({condition}ENABLED({values})) ? (void)({{"] + self.variables +
            [f"WmiTraceMessage({condition}LOGGER({values}), 43, (LPGUID)&WPP_CLASS_{identifier},"
             f" {number}, {', '.join(self.pairs + ['(PVOID)0'])}); }}) : (void)0)",
             f"{condition}POST({values})"])
        return "\n".join(lines + macro)


def calls(configuration, path, source):
    """The trace calls of a source; later ones on a line cannot be told apart."""
    text = without_directives(without_comments(source))
    names = "|".join(sorted(configuration.functions, key=len, reverse=True))
    result = {}
    for match in re.finditer(rf"\b({names})\s*\(", text):
        function = configuration.functions[match[1]]
        line = text.count("\n", 0, match.start()) + 1
        end = closing(text, match.end() - 1)
        inside = text[match.end():end - 1].strip()
        if function.double:
            inside = inside[1:-1]
        try:
            if line in result:
                raise Refused("two trace calls on a line")
            result[line] = Call(configuration, path.name, function, line, split(inside))
        except Refused as reason:
            raise SystemExit(f"{path}:{line}: error: {reason}") from reason
    return [result[line] for line in sorted(result)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", dest="output", required=True)
    parser.add_argument("--func", action="append", default=[])
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    options = parser.parse_args()

    configuration = Configuration()
    configuration.add_function(DEFAULT_FUNCTION)
    for signature in options.func:
        for part in filter(None, signature.split(";")):
            configuration.add_function(part)
    texts = [path.read_text(encoding="latin-1") for path in options.files]
    for text in texts[1:] + texts[:1]:
        configuration.read(text)

    path = options.files[0]
    identifier = re.sub(r"\W", "_", path.name)
    digest = hashlib.md5(path.name.encode()).hexdigest()
    values = ", ".join(["0x" + digest[0:8], "0x" + digest[8:12], "0x" + digest[12:16]])
    tail = ", ".join("0x" + digest[i:i + 2] for i in range(16, 32, 2))
    output = [f"/* {path.stem}.tmh - the trace calls of {path.name} */",
              "#include <wpp.h>",
              "#ifndef WPP_CONTROL_GUIDS",
              "#error define WPP_CONTROL_GUIDS before the .tmh file",
              "#endif",
              f"static const GUID WPP_CLASS_{identifier} __attribute__((unused)) ="
              f" {{{values}, {{{tail}}}}};"]
    for name in configuration.functions:
        output += [f"#undef {name}", f"#define {name} WPP_PASTE(WPP_CALL_{identifier}_, __LINE__)"]
    for number, call in enumerate(calls(configuration, path, texts[0]), 10):
        output.append(call.code(identifier, number))
    pathlib.Path(options.output).write_text("\n".join(output) + "\n", encoding="latin-1")


if __name__ == "__main__":
    main()
