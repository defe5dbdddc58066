#!/usr/bin/env python3
# cmake/SimManifest.py - writes the header of an event manifest: what mc -km does
#
# SimManifest.py -o OUTPUT MANIFEST
#
# For each provider: EventRegister<Name>() and EventUnregister<Name>(); for each event: its
# descriptor, EventEnabled<Symbol>() and EventWrite<Symbol>(Activity, value...).
import argparse
import pathlib
import re
import xml.etree.ElementTree as ElementTree

LEVELS = {"win:LogAlways": 0, "win:Critical": 1, "win:Error": 2, "win:Warning": 3,
          "win:Informational": 4, "win:Verbose": 5}
OPCODES = {"win:Info": 0, "win:Start": 1, "win:Stop": 2, "win:DC_Start": 3, "win:DC_Stop": 4,
           "win:Extension": 5, "win:Reply": 6, "win:Resume": 7, "win:Suspend": 8, "win:Send": 9,
           "win:Receive": 240}
CHANNELS = {"System": 8, "Application": 9, "Security": 10}
FIRST_CHANNEL = 16
TYPES = {"Int8": "CHAR", "UInt8": "UCHAR", "Int16": "SHORT", "UInt16": "USHORT", "Int32": "LONG",
         "UInt32": "ULONG", "HexInt32": "ULONG", "Int64": "LONGLONG", "UInt64": "ULONGLONG",
         "HexInt64": "ULONGLONG", "Pointer": "const VOID *", "Boolean": "LONG", "Float": "float",
         "Double": "double"}
STRUCTURES = {"GUID": ("LPCGUID", "sizeof(GUID)"), "FILETIME": ("const VOID *", "8"),
              "SYSTEMTIME": ("const VOID *", "16"), "SID": ("PSID", "RtlLengthSid({})")}


class Provider:
    """A <provider> and what its events refer to."""

    def __init__(self, element):
        self.element = element
        self.symbol = element.get("symbol")
        self.name = re.sub(r"\W", "_", element.get("name"))
        self.channels, self.bits = {}, {}
        for number, channel in enumerate(self.all("channels/*")):
            value = channel.get("value")
            name = channel.get("chid") or channel.get("name")
            known = CHANNELS.get(channel.get("name"), FIRST_CHANNEL + number)
            self.channels[name] = int(value, 0) if value else known
            self.bits[name] = 1 << (63 - number)
        self.keywords = {item.get("name"): int(item.get("mask"), 0)
                         for item in self.all("keywords/keyword")}
        self.levels = {**LEVELS, **self.values("levels/level")}
        self.tasks = self.values("tasks/task")
        self.opcodes = {**OPCODES, **self.values("opcodes/opcode"),
                        **self.values("tasks/task/opcodes/opcode")}
        self.templates = {item.get("tid"): list(item) for item in self.all("templates/template")}

    def all(self, path):
        return self.element.findall(path)

    def values(self, path):
        return {item.get("name"): int(item.get("value"), 0) for item in self.all(path)}

    def guid(self):
        text = re.sub(r"[^0-9a-fA-F]", "", self.element.get("guid"))
        bytes_ = ", ".join("0x" + text[i:i + 2] for i in range(16, 32, 2))
        return f"{{0x{text[:8]}, 0x{text[8:12]}, 0x{text[12:16]}, {{{bytes_}}}}}"

    def header(self):
        handle = f"{self.symbol}Handle"
        lines = [f"static const GUID {self.symbol} __attribute__((unused)) = {self.guid()};",
                 f"__attribute__((weak, visibility(\"hidden\"))) REGHANDLE {handle};",
                 f"#define EventRegister{self.name}() "
                 f"EtwRegister(&{self.symbol}, NULL, NULL, &{handle})",
                 f"#define EventUnregister{self.name}() EtwUnregister({handle})"]
        for event in self.all("events/event"):
            lines += self.event(event, handle)
        return lines

    def event(self, event, handle):
        symbol, channel = event.get("symbol"), event.get("channel")
        keyword = self.bits.get(channel, 0)
        for name in (event.get("keywords") or "").split():
            keyword |= self.keywords[name]
        fields = [event.get("value"), event.get("version", "0"), self.channels.get(channel, 0),
                  self.levels[event.get("level", "win:LogAlways")],
                  self.opcodes[event.get("opcode", "win:Info")],
                  self.tasks.get(event.get("task"), 0), f"0x{keyword:x}"]
        fields = ", ".join(str(field) for field in fields)
        parameters, data = self.data(self.templates.get(event.get("template"), []))
        count = len(data)
        lines = [f"static const EVENT_DESCRIPTOR {symbol} __attribute__((unused)) = {{{fields}}};",
                 f"#define EventEnabled{symbol}() EtwEventEnabled({handle}, &{symbol})",
                 f"#define EventWrite{symbol} EventWrite{symbol}_",
                 "static __inline__ __attribute__((unused)) NTSTATUS",
                 f"EventWrite{symbol}_({', '.join(['LPCGUID Activity'] + parameters)})", "{"]
        if count:
            lines.append(f"    EVENT_DATA_DESCRIPTOR Data[{count}];")
            lines += [f"    EventDataDescCreate(&Data[{i}], {item});"
                      for i, item in enumerate(data)]
        lines += [f"    return EtwWrite({handle}, &{symbol}, Activity, {count}, "
                  f"{'Data' if count else 'NULL'});", "}"]
        return lines

    @staticmethod
    def data(items):
        """(parameters, arguments of EventDataDescCreate) of a template."""
        parameters, data = [], []
        for item in items:
            name, kind = item.get("name"), item.get("inType").split(":")[-1]
            name = "Data_" + re.sub(r"\W", "_", name)
            if kind == "UnicodeString":
                parameters.append(f"PCWSTR {name}")
                data.append(f"{name}, (ULONG)(wcslen({name}) + 1) * sizeof(WCHAR)")
            elif kind == "AnsiString":
                parameters.append(f"PCSTR {name}")
                data.append(f"{name}, (ULONG)strlen({name}) + 1")
            elif kind == "Binary":
                length = "Data_" + item.get("length")
                size = length if not length[5:].isdigit() else length[5:]
                parameters.append(f"const VOID *{name}")
                data.append(f"{name}, (ULONG){size}")
            elif kind in STRUCTURES:
                parameters.append(f"{STRUCTURES[kind][0]} {name}")
                data.append(f"{name}, (ULONG){STRUCTURES[kind][1].format(name)}")
            elif kind in TYPES and item.get("count") is None:
                parameters.append(f"{TYPES[kind]} {name}")
                data.append(f"&{name}, (ULONG)sizeof({name})")
            else:
                raise SystemExit(f"{name}: {kind} is not known")
        return parameters, data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", dest="output", type=pathlib.Path, required=True)
    parser.add_argument("manifest", type=pathlib.Path)
    options = parser.parse_args()

    root = ElementTree.parse(options.manifest).getroot()
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
    lines = [f"/* {options.output.name} - the events of {options.manifest.name} */", "#pragma once",
             "#include <wdm.h>", "#include <string.h>", "#include <wchar.h>"]
    for element in root.iter("provider"):
        lines += Provider(element).header()
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
