// @ts-nocheck
// Generated from schema/ by `npm run generate`, do not edit.

"use strict";
export const workspace = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://pushplan.dev/schema/workspace.schema.json","type":"object","additionalProperties":false,"required":["version","environments"],"properties":{"version":{"const":1},"environments":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z0-9][a-z0-9_-]{0,49}$"},"additionalProperties":{"type":"object","additionalProperties":false,"required":["endpoint"],"properties":{"endpoint":{"type":"string","pattern":"^(sandbox|https?://\\S+)$"},"api_key_env":{"type":"string","pattern":"^[A-Z_][A-Z0-9_]*$"},"ledger_env":{"type":"string","pattern":"^[A-Z_][A-Z0-9_]*$"},"ledger_id":{"type":"string","minLength":1},"ledger_key_env":{"type":"string","pattern":"^[A-Z_][A-Z0-9_]*$"},"requests_per_minute":{"type":"integer","minimum":1,"default":1000},"limit_raised_by_vendor":{"type":"boolean","default":false},"message_center":{"type":["string","object"],"pattern":"^off$","additionalProperties":false,"properties":{"before":{"type":"string","pattern":"^\\d+(ms|s|m|h|d)$","default":"2m"},"after":{"type":"string","pattern":"^\\d+(ms|s|m|h|d)$","default":"60s"},"requests_per_minute":{"type":"integer","minimum":1,"default":5000}}}}}},"default_environment":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,49}$"},"workspace_id":{"type":"string","pattern":"^ws_[a-z0-9]{12}$"},"policy":{"type":"object","additionalProperties":false,"properties":{"max_recipients":{"type":"integer","minimum":1,"default":100000},"max_invalid":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$","default":"1%"},"abort_if":{"type":"object","additionalProperties":false,"properties":{"refused":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"rejected":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"OptOut":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"NoUserFound":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"Unregistered":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"InvalidCertificate":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"UserGloballyCapped":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"UserGloballyCappedForInapp":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"}}},"forbid":{"type":"array","items":{"type":"string","enum":["at_least_once"]}},"max_growth":{"type":"string","pattern":"^[1-9][0-9]*(\\.[0-9]+)?x$"},"broadcast_above":{"type":"integer","minimum":0},"max_age":{"type":"string","pattern":"^[1-9][0-9]*(m|h|d)$"},"copy":{"type":"object","additionalProperties":false,"properties":{"title_cut":{"type":"string","enum":["off","info","warn","error"]},"message_cut":{"type":"string","enum":["off","info","warn","error"]},"empty_slot":{"type":"string","enum":["off","info","warn","error"]},"default_used":{"type":"string","enum":["off","info","warn","error"]},"markup":{"type":"string","enum":["off","info","warn","error"]},"payload_size":{"type":"string","enum":["off","info","warn","error"]},"test_words":{"type":"string","enum":["off","info","warn","error"]},"links_differ":{"type":"string","enum":["off","info","warn","error"]},"emoji_cut":{"type":"string","enum":["off","info","warn","error"]},"placeholder":{"type":"string","enum":["off","info","warn","error"]},"encoding":{"type":"string","enum":["off","info","warn","error"]},"empty_word":{"type":"string","enum":["off","info","warn","error"]},"control":{"type":"string","enum":["off","info","warn","error"]},"unencoded":{"type":"string","enum":["off","info","warn","error"]}}}}},"allowed_hosts":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"}}}};
const pattern0 = new RegExp("^[a-z0-9][a-z0-9_-]{0,49}$", "u");
const pattern1 = new RegExp("^(sandbox|https?://\\S+)$", "u");
const pattern2 = new RegExp("^[A-Z_][A-Z0-9_]*$", "u");
const pattern5 = new RegExp("^off$", "u");
const pattern6 = new RegExp("^\\d+(ms|s|m|h|d)$", "u");
const pattern9 = new RegExp("^ws_[a-z0-9]{12}$", "u");
const pattern10 = new RegExp("^(100|\\d{1,2}(\\.\\d+)?)%$", "u");
const pattern19 = new RegExp("^[1-9][0-9]*(\\.[0-9]+)?x$", "u");
const pattern20 = new RegExp("^[1-9][0-9]*(m|h|d)$", "u");
const pattern21 = new RegExp("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$", "u");
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://pushplan.dev/schema/workspace.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.environments === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "environments"},message:"must have required property '"+"environments"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "version") || (key0 === "environments")) || (key0 === "default_environment")) || (key0 === "workspace_id")) || (key0 === "policy")) || (key0 === "allowed_hosts"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.environments !== undefined){
let data1 = data.environments;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err4 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
const _errs5 = errors;
if(typeof key1 === "string"){
if(!pattern0.test(key1)){
const err5 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]{0,49}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]{0,49}$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var valid1 = _errs5 === errors;
if(!valid1){
const err6 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
for(const key2 in data1){
let data2 = data1[key2];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.endpoint === undefined){
const err7 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/required",keyword:"required",params:{missingProperty: "endpoint"},message:"must have required property '"+"endpoint"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key3 in data2){
if(!((((((((key3 === "endpoint") || (key3 === "api_key_env")) || (key3 === "ledger_env")) || (key3 === "ledger_id")) || (key3 === "ledger_key_env")) || (key3 === "requests_per_minute")) || (key3 === "limit_raised_by_vendor")) || (key3 === "message_center"))){
const err8 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.endpoint !== undefined){
let data3 = data2.endpoint;
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
const err9 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/endpoint",schemaPath:"#/properties/environments/additionalProperties/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^(sandbox|https?://\\S+)$"},message:"must match pattern \""+"^(sandbox|https?://\\S+)$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/endpoint",schemaPath:"#/properties/environments/additionalProperties/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.api_key_env !== undefined){
let data4 = data2.api_key_env;
if(typeof data4 === "string"){
if(!pattern2.test(data4)){
const err11 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/api_key_env",schemaPath:"#/properties/environments/additionalProperties/properties/api_key_env/pattern",keyword:"pattern",params:{pattern: "^[A-Z_][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z_][A-Z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/api_key_env",schemaPath:"#/properties/environments/additionalProperties/properties/api_key_env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.ledger_env !== undefined){
let data5 = data2.ledger_env;
if(typeof data5 === "string"){
if(!pattern2.test(data5)){
const err13 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/ledger_env",schemaPath:"#/properties/environments/additionalProperties/properties/ledger_env/pattern",keyword:"pattern",params:{pattern: "^[A-Z_][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z_][A-Z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/ledger_env",schemaPath:"#/properties/environments/additionalProperties/properties/ledger_env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data2.ledger_id !== undefined){
let data6 = data2.ledger_id;
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/ledger_id",schemaPath:"#/properties/environments/additionalProperties/properties/ledger_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/ledger_id",schemaPath:"#/properties/environments/additionalProperties/properties/ledger_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data2.ledger_key_env !== undefined){
let data7 = data2.ledger_key_env;
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err17 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/ledger_key_env",schemaPath:"#/properties/environments/additionalProperties/properties/ledger_key_env/pattern",keyword:"pattern",params:{pattern: "^[A-Z_][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z_][A-Z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/ledger_key_env",schemaPath:"#/properties/environments/additionalProperties/properties/ledger_key_env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data2.requests_per_minute !== undefined){
let data8 = data2.requests_per_minute;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err19 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/requests_per_minute",schemaPath:"#/properties/environments/additionalProperties/properties/requests_per_minute/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
const err20 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/requests_per_minute",schemaPath:"#/properties/environments/additionalProperties/properties/requests_per_minute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data2.limit_raised_by_vendor !== undefined){
if(typeof data2.limit_raised_by_vendor !== "boolean"){
const err21 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/limit_raised_by_vendor",schemaPath:"#/properties/environments/additionalProperties/properties/limit_raised_by_vendor/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data2.message_center !== undefined){
let data10 = data2.message_center;
if((typeof data10 !== "string") && (!(data10 && typeof data10 == "object" && !Array.isArray(data10)))){
const err22 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/type",keyword:"type",params:{type: schema11.properties.environments.additionalProperties.properties.message_center.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err23 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/pattern",keyword:"pattern",params:{pattern: "^off$"},message:"must match pattern \""+"^off$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key4 in data10){
if(!(((key4 === "before") || (key4 === "after")) || (key4 === "requests_per_minute"))){
const err24 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data10.before !== undefined){
let data11 = data10.before;
if(typeof data11 === "string"){
if(!pattern6.test(data11)){
const err25 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center/before",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/properties/before/pattern",keyword:"pattern",params:{pattern: "^\\d+(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center/before",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/properties/before/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data10.after !== undefined){
let data12 = data10.after;
if(typeof data12 === "string"){
if(!pattern6.test(data12)){
const err27 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center/after",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/properties/after/pattern",keyword:"pattern",params:{pattern: "^\\d+(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center/after",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/properties/after/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data10.requests_per_minute !== undefined){
let data13 = data10.requests_per_minute;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err29 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center/requests_per_minute",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/properties/requests_per_minute/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 1 || isNaN(data13)){
const err30 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/message_center/requests_per_minute",schemaPath:"#/properties/environments/additionalProperties/properties/message_center/properties/requests_per_minute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.default_environment !== undefined){
let data14 = data.default_environment;
if(typeof data14 === "string"){
if(!pattern0.test(data14)){
const err33 = {instancePath:instancePath+"/default_environment",schemaPath:"#/properties/default_environment/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]{0,49}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]{0,49}$"+"\""};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/default_environment",schemaPath:"#/properties/default_environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.workspace_id !== undefined){
let data15 = data.workspace_id;
if(typeof data15 === "string"){
if(!pattern9.test(data15)){
const err35 = {instancePath:instancePath+"/workspace_id",schemaPath:"#/properties/workspace_id/pattern",keyword:"pattern",params:{pattern: "^ws_[a-z0-9]{12}$"},message:"must match pattern \""+"^ws_[a-z0-9]{12}$"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/workspace_id",schemaPath:"#/properties/workspace_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.policy !== undefined){
let data16 = data.policy;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key5 in data16){
if(!((((((((key5 === "max_recipients") || (key5 === "max_invalid")) || (key5 === "abort_if")) || (key5 === "forbid")) || (key5 === "max_growth")) || (key5 === "broadcast_above")) || (key5 === "max_age")) || (key5 === "copy"))){
const err37 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data16.max_recipients !== undefined){
let data17 = data16.max_recipients;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err38 = {instancePath:instancePath+"/policy/max_recipients",schemaPath:"#/properties/policy/properties/max_recipients/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err39 = {instancePath:instancePath+"/policy/max_recipients",schemaPath:"#/properties/policy/properties/max_recipients/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data16.max_invalid !== undefined){
let data18 = data16.max_invalid;
if((!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))) && (typeof data18 !== "string")){
const err40 = {instancePath:instancePath+"/policy/max_invalid",schemaPath:"#/properties/policy/properties/max_invalid/type",keyword:"type",params:{type: schema11.properties.policy.properties.max_invalid.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
const err41 = {instancePath:instancePath+"/policy/max_invalid",schemaPath:"#/properties/policy/properties/max_invalid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(typeof data18 === "string"){
if(!pattern10.test(data18)){
const err42 = {instancePath:instancePath+"/policy/max_invalid",schemaPath:"#/properties/policy/properties/max_invalid/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
if(data16.abort_if !== undefined){
let data19 = data16.abort_if;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key6 in data19){
if(!((((((((key6 === "refused") || (key6 === "rejected")) || (key6 === "OptOut")) || (key6 === "NoUserFound")) || (key6 === "Unregistered")) || (key6 === "InvalidCertificate")) || (key6 === "UserGloballyCapped")) || (key6 === "UserGloballyCappedForInapp"))){
const err43 = {instancePath:instancePath+"/policy/abort_if",schemaPath:"#/properties/policy/properties/abort_if/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data19.refused !== undefined){
let data20 = data19.refused;
if((!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))) && (typeof data20 !== "string")){
const err44 = {instancePath:instancePath+"/policy/abort_if/refused",schemaPath:"#/properties/policy/properties/abort_if/properties/refused/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.refused.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err45 = {instancePath:instancePath+"/policy/abort_if/refused",schemaPath:"#/properties/policy/properties/abort_if/properties/refused/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(typeof data20 === "string"){
if(!pattern10.test(data20)){
const err46 = {instancePath:instancePath+"/policy/abort_if/refused",schemaPath:"#/properties/policy/properties/abort_if/properties/refused/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
if(data19.rejected !== undefined){
let data21 = data19.rejected;
if((!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))) && (typeof data21 !== "string")){
const err47 = {instancePath:instancePath+"/policy/abort_if/rejected",schemaPath:"#/properties/policy/properties/abort_if/properties/rejected/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.rejected.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
const err48 = {instancePath:instancePath+"/policy/abort_if/rejected",schemaPath:"#/properties/policy/properties/abort_if/properties/rejected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(typeof data21 === "string"){
if(!pattern10.test(data21)){
const err49 = {instancePath:instancePath+"/policy/abort_if/rejected",schemaPath:"#/properties/policy/properties/abort_if/properties/rejected/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
if(data19.OptOut !== undefined){
let data22 = data19.OptOut;
if((!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))) && (typeof data22 !== "string")){
const err50 = {instancePath:instancePath+"/policy/abort_if/OptOut",schemaPath:"#/properties/policy/properties/abort_if/properties/OptOut/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.OptOut.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
const err51 = {instancePath:instancePath+"/policy/abort_if/OptOut",schemaPath:"#/properties/policy/properties/abort_if/properties/OptOut/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(typeof data22 === "string"){
if(!pattern10.test(data22)){
const err52 = {instancePath:instancePath+"/policy/abort_if/OptOut",schemaPath:"#/properties/policy/properties/abort_if/properties/OptOut/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data19.NoUserFound !== undefined){
let data23 = data19.NoUserFound;
if((!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))) && (typeof data23 !== "string")){
const err53 = {instancePath:instancePath+"/policy/abort_if/NoUserFound",schemaPath:"#/properties/policy/properties/abort_if/properties/NoUserFound/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.NoUserFound.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
const err54 = {instancePath:instancePath+"/policy/abort_if/NoUserFound",schemaPath:"#/properties/policy/properties/abort_if/properties/NoUserFound/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(typeof data23 === "string"){
if(!pattern10.test(data23)){
const err55 = {instancePath:instancePath+"/policy/abort_if/NoUserFound",schemaPath:"#/properties/policy/properties/abort_if/properties/NoUserFound/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data19.Unregistered !== undefined){
let data24 = data19.Unregistered;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (typeof data24 !== "string")){
const err56 = {instancePath:instancePath+"/policy/abort_if/Unregistered",schemaPath:"#/properties/policy/properties/abort_if/properties/Unregistered/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.Unregistered.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err57 = {instancePath:instancePath+"/policy/abort_if/Unregistered",schemaPath:"#/properties/policy/properties/abort_if/properties/Unregistered/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(typeof data24 === "string"){
if(!pattern10.test(data24)){
const err58 = {instancePath:instancePath+"/policy/abort_if/Unregistered",schemaPath:"#/properties/policy/properties/abort_if/properties/Unregistered/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data19.InvalidCertificate !== undefined){
let data25 = data19.InvalidCertificate;
if((!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))) && (typeof data25 !== "string")){
const err59 = {instancePath:instancePath+"/policy/abort_if/InvalidCertificate",schemaPath:"#/properties/policy/properties/abort_if/properties/InvalidCertificate/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.InvalidCertificate.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err60 = {instancePath:instancePath+"/policy/abort_if/InvalidCertificate",schemaPath:"#/properties/policy/properties/abort_if/properties/InvalidCertificate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(typeof data25 === "string"){
if(!pattern10.test(data25)){
const err61 = {instancePath:instancePath+"/policy/abort_if/InvalidCertificate",schemaPath:"#/properties/policy/properties/abort_if/properties/InvalidCertificate/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
if(data19.UserGloballyCapped !== undefined){
let data26 = data19.UserGloballyCapped;
if((!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))) && (typeof data26 !== "string")){
const err62 = {instancePath:instancePath+"/policy/abort_if/UserGloballyCapped",schemaPath:"#/properties/policy/properties/abort_if/properties/UserGloballyCapped/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.UserGloballyCapped.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
const err63 = {instancePath:instancePath+"/policy/abort_if/UserGloballyCapped",schemaPath:"#/properties/policy/properties/abort_if/properties/UserGloballyCapped/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(typeof data26 === "string"){
if(!pattern10.test(data26)){
const err64 = {instancePath:instancePath+"/policy/abort_if/UserGloballyCapped",schemaPath:"#/properties/policy/properties/abort_if/properties/UserGloballyCapped/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data19.UserGloballyCappedForInapp !== undefined){
let data27 = data19.UserGloballyCappedForInapp;
if((!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))) && (typeof data27 !== "string")){
const err65 = {instancePath:instancePath+"/policy/abort_if/UserGloballyCappedForInapp",schemaPath:"#/properties/policy/properties/abort_if/properties/UserGloballyCappedForInapp/type",keyword:"type",params:{type: schema11.properties.policy.properties.abort_if.properties.UserGloballyCappedForInapp.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err66 = {instancePath:instancePath+"/policy/abort_if/UserGloballyCappedForInapp",schemaPath:"#/properties/policy/properties/abort_if/properties/UserGloballyCappedForInapp/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(typeof data27 === "string"){
if(!pattern10.test(data27)){
const err67 = {instancePath:instancePath+"/policy/abort_if/UserGloballyCappedForInapp",schemaPath:"#/properties/policy/properties/abort_if/properties/UserGloballyCappedForInapp/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
}
else {
const err68 = {instancePath:instancePath+"/policy/abort_if",schemaPath:"#/properties/policy/properties/abort_if/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data16.forbid !== undefined){
let data28 = data16.forbid;
if(Array.isArray(data28)){
const len0 = data28.length;
for(let i0=0; i0<len0; i0++){
let data29 = data28[i0];
if(typeof data29 !== "string"){
const err69 = {instancePath:instancePath+"/policy/forbid/" + i0,schemaPath:"#/properties/policy/properties/forbid/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!(data29 === "at_least_once")){
const err70 = {instancePath:instancePath+"/policy/forbid/" + i0,schemaPath:"#/properties/policy/properties/forbid/items/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.forbid.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/policy/forbid",schemaPath:"#/properties/policy/properties/forbid/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data16.max_growth !== undefined){
let data30 = data16.max_growth;
if(typeof data30 === "string"){
if(!pattern19.test(data30)){
const err72 = {instancePath:instancePath+"/policy/max_growth",schemaPath:"#/properties/policy/properties/max_growth/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*(\\.[0-9]+)?x$"},message:"must match pattern \""+"^[1-9][0-9]*(\\.[0-9]+)?x$"+"\""};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/policy/max_growth",schemaPath:"#/properties/policy/properties/max_growth/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data16.broadcast_above !== undefined){
let data31 = data16.broadcast_above;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err74 = {instancePath:instancePath+"/policy/broadcast_above",schemaPath:"#/properties/policy/properties/broadcast_above/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
const err75 = {instancePath:instancePath+"/policy/broadcast_above",schemaPath:"#/properties/policy/properties/broadcast_above/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
if(data16.max_age !== undefined){
let data32 = data16.max_age;
if(typeof data32 === "string"){
if(!pattern20.test(data32)){
const err76 = {instancePath:instancePath+"/policy/max_age",schemaPath:"#/properties/policy/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*(m|h|d)$"},message:"must match pattern \""+"^[1-9][0-9]*(m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/policy/max_age",schemaPath:"#/properties/policy/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data16.copy !== undefined){
let data33 = data16.copy;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key7 in data33){
if(!(func2.call(schema11.properties.policy.properties.copy.properties, key7))){
const err78 = {instancePath:instancePath+"/policy/copy",schemaPath:"#/properties/policy/properties/copy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data33.title_cut !== undefined){
let data34 = data33.title_cut;
if(typeof data34 !== "string"){
const err79 = {instancePath:instancePath+"/policy/copy/title_cut",schemaPath:"#/properties/policy/properties/copy/properties/title_cut/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(!((((data34 === "off") || (data34 === "info")) || (data34 === "warn")) || (data34 === "error"))){
const err80 = {instancePath:instancePath+"/policy/copy/title_cut",schemaPath:"#/properties/policy/properties/copy/properties/title_cut/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.title_cut.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data33.message_cut !== undefined){
let data35 = data33.message_cut;
if(typeof data35 !== "string"){
const err81 = {instancePath:instancePath+"/policy/copy/message_cut",schemaPath:"#/properties/policy/properties/copy/properties/message_cut/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(!((((data35 === "off") || (data35 === "info")) || (data35 === "warn")) || (data35 === "error"))){
const err82 = {instancePath:instancePath+"/policy/copy/message_cut",schemaPath:"#/properties/policy/properties/copy/properties/message_cut/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.message_cut.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data33.empty_slot !== undefined){
let data36 = data33.empty_slot;
if(typeof data36 !== "string"){
const err83 = {instancePath:instancePath+"/policy/copy/empty_slot",schemaPath:"#/properties/policy/properties/copy/properties/empty_slot/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(!((((data36 === "off") || (data36 === "info")) || (data36 === "warn")) || (data36 === "error"))){
const err84 = {instancePath:instancePath+"/policy/copy/empty_slot",schemaPath:"#/properties/policy/properties/copy/properties/empty_slot/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.empty_slot.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data33.default_used !== undefined){
let data37 = data33.default_used;
if(typeof data37 !== "string"){
const err85 = {instancePath:instancePath+"/policy/copy/default_used",schemaPath:"#/properties/policy/properties/copy/properties/default_used/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(!((((data37 === "off") || (data37 === "info")) || (data37 === "warn")) || (data37 === "error"))){
const err86 = {instancePath:instancePath+"/policy/copy/default_used",schemaPath:"#/properties/policy/properties/copy/properties/default_used/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.default_used.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data33.markup !== undefined){
let data38 = data33.markup;
if(typeof data38 !== "string"){
const err87 = {instancePath:instancePath+"/policy/copy/markup",schemaPath:"#/properties/policy/properties/copy/properties/markup/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(!((((data38 === "off") || (data38 === "info")) || (data38 === "warn")) || (data38 === "error"))){
const err88 = {instancePath:instancePath+"/policy/copy/markup",schemaPath:"#/properties/policy/properties/copy/properties/markup/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.markup.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data33.payload_size !== undefined){
let data39 = data33.payload_size;
if(typeof data39 !== "string"){
const err89 = {instancePath:instancePath+"/policy/copy/payload_size",schemaPath:"#/properties/policy/properties/copy/properties/payload_size/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(!((((data39 === "off") || (data39 === "info")) || (data39 === "warn")) || (data39 === "error"))){
const err90 = {instancePath:instancePath+"/policy/copy/payload_size",schemaPath:"#/properties/policy/properties/copy/properties/payload_size/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.payload_size.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data33.test_words !== undefined){
let data40 = data33.test_words;
if(typeof data40 !== "string"){
const err91 = {instancePath:instancePath+"/policy/copy/test_words",schemaPath:"#/properties/policy/properties/copy/properties/test_words/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(!((((data40 === "off") || (data40 === "info")) || (data40 === "warn")) || (data40 === "error"))){
const err92 = {instancePath:instancePath+"/policy/copy/test_words",schemaPath:"#/properties/policy/properties/copy/properties/test_words/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.test_words.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data33.links_differ !== undefined){
let data41 = data33.links_differ;
if(typeof data41 !== "string"){
const err93 = {instancePath:instancePath+"/policy/copy/links_differ",schemaPath:"#/properties/policy/properties/copy/properties/links_differ/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(!((((data41 === "off") || (data41 === "info")) || (data41 === "warn")) || (data41 === "error"))){
const err94 = {instancePath:instancePath+"/policy/copy/links_differ",schemaPath:"#/properties/policy/properties/copy/properties/links_differ/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.links_differ.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data33.emoji_cut !== undefined){
let data42 = data33.emoji_cut;
if(typeof data42 !== "string"){
const err95 = {instancePath:instancePath+"/policy/copy/emoji_cut",schemaPath:"#/properties/policy/properties/copy/properties/emoji_cut/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(!((((data42 === "off") || (data42 === "info")) || (data42 === "warn")) || (data42 === "error"))){
const err96 = {instancePath:instancePath+"/policy/copy/emoji_cut",schemaPath:"#/properties/policy/properties/copy/properties/emoji_cut/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.emoji_cut.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data33.placeholder !== undefined){
let data43 = data33.placeholder;
if(typeof data43 !== "string"){
const err97 = {instancePath:instancePath+"/policy/copy/placeholder",schemaPath:"#/properties/policy/properties/copy/properties/placeholder/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(!((((data43 === "off") || (data43 === "info")) || (data43 === "warn")) || (data43 === "error"))){
const err98 = {instancePath:instancePath+"/policy/copy/placeholder",schemaPath:"#/properties/policy/properties/copy/properties/placeholder/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.placeholder.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data33.encoding !== undefined){
let data44 = data33.encoding;
if(typeof data44 !== "string"){
const err99 = {instancePath:instancePath+"/policy/copy/encoding",schemaPath:"#/properties/policy/properties/copy/properties/encoding/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(!((((data44 === "off") || (data44 === "info")) || (data44 === "warn")) || (data44 === "error"))){
const err100 = {instancePath:instancePath+"/policy/copy/encoding",schemaPath:"#/properties/policy/properties/copy/properties/encoding/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.encoding.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data33.empty_word !== undefined){
let data45 = data33.empty_word;
if(typeof data45 !== "string"){
const err101 = {instancePath:instancePath+"/policy/copy/empty_word",schemaPath:"#/properties/policy/properties/copy/properties/empty_word/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(!((((data45 === "off") || (data45 === "info")) || (data45 === "warn")) || (data45 === "error"))){
const err102 = {instancePath:instancePath+"/policy/copy/empty_word",schemaPath:"#/properties/policy/properties/copy/properties/empty_word/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.empty_word.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data33.control !== undefined){
let data46 = data33.control;
if(typeof data46 !== "string"){
const err103 = {instancePath:instancePath+"/policy/copy/control",schemaPath:"#/properties/policy/properties/copy/properties/control/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(!((((data46 === "off") || (data46 === "info")) || (data46 === "warn")) || (data46 === "error"))){
const err104 = {instancePath:instancePath+"/policy/copy/control",schemaPath:"#/properties/policy/properties/copy/properties/control/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.control.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data33.unencoded !== undefined){
let data47 = data33.unencoded;
if(typeof data47 !== "string"){
const err105 = {instancePath:instancePath+"/policy/copy/unencoded",schemaPath:"#/properties/policy/properties/copy/properties/unencoded/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if(!((((data47 === "off") || (data47 === "info")) || (data47 === "warn")) || (data47 === "error"))){
const err106 = {instancePath:instancePath+"/policy/copy/unencoded",schemaPath:"#/properties/policy/properties/copy/properties/unencoded/enum",keyword:"enum",params:{allowedValues: schema11.properties.policy.properties.copy.properties.unencoded.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath:instancePath+"/policy/copy",schemaPath:"#/properties/policy/properties/copy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
else {
const err108 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data.allowed_hosts !== undefined){
let data48 = data.allowed_hosts;
if(Array.isArray(data48)){
const len1 = data48.length;
for(let i1=0; i1<len1; i1++){
let data49 = data48[i1];
if(typeof data49 === "string"){
if(!pattern21.test(data49)){
const err109 = {instancePath:instancePath+"/allowed_hosts/" + i1,schemaPath:"#/properties/allowed_hosts/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"},message:"must match pattern \""+"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/allowed_hosts/" + i1,schemaPath:"#/properties/allowed_hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/allowed_hosts",schemaPath:"#/properties/allowed_hosts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
else {
const err112 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

export const campaign = validate11;
const schema12 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://pushplan.dev/schema/campaign.schema.json","type":"object","additionalProperties":false,"required":["version","id","audience","notification"],"properties":{"version":{"const":1},"id":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,99}$"},"owner":{"type":"string","minLength":1},"tags":{"type":"array","items":{"type":"string","minLength":1}},"audience":{"type":"object","additionalProperties":false,"required":["file"],"properties":{"file":{"type":"string","minLength":1},"columns":{"type":"object","propertyNames":{"minLength":1},"additionalProperties":{"type":["string","object"],"pattern":"^(string|number|integer|boolean|json|date)$","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","enum":["date"]},"zone":{"type":"string","minLength":1}}}},"where":{"type":"object","propertyNames":{"minLength":1},"additionalProperties":{"type":["string","number","boolean","array","object"],"minItems":1,"items":{"type":["string","number","boolean"]},"minProperties":1,"additionalProperties":false,"properties":{"not":{"type":["string","number","boolean","array"],"minItems":1,"items":{"type":["string","number","boolean"]}},"gt":{"type":["number","string"]},"gte":{"type":["number","string"]},"lt":{"type":["number","string"]},"lte":{"type":["number","string"]}}}},"public":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"max_age":{"type":"string","pattern":"^[1-9][0-9]*(m|h|d)$"}}},"key":{"type":"string","minLength":1},"resend":{"type":"string","enum":["never","on_change"],"default":"never"},"max_invalid":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"guarantee":{"type":"string","enum":["at_most_once","at_least_once"],"default":"at_most_once"},"priority":{"type":"string","enum":["high","normal"],"default":"normal"},"max_recipients":{"type":"integer","minimum":1},"max_growth":{"type":"string","pattern":"^[1-9][0-9]*(\\.[0-9]+)?x$"},"broadcast":{"type":"boolean"},"fail_on":{"type":"object","additionalProperties":false,"properties":{"refused":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"rejected":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"}}},"abort_if":{"type":"object","additionalProperties":false,"properties":{"refused":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"rejected":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"OptOut":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"NoUserFound":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"Unregistered":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"InvalidCertificate":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"UserGloballyCapped":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"},"UserGloballyCappedForInapp":{"type":["integer","string"],"minimum":0,"pattern":"^(100|\\d{1,2}(\\.\\d+)?)%$"}}},"async":{"type":"boolean","default":false},"notification":{"type":"object","additionalProperties":false,"required":["identifiers","camp_id","camp_name","title","message"],"properties":{"identifiers":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"email":{"type":"string","minLength":1},"phone_number":{"type":"string","minLength":1},"uuid":{"type":"string","minLength":1}},"patternProperties":{"^custom\\.[A-Za-z0-9_.-]+$":{"type":"string","minLength":1},"^INSIDER\\.(email|phone_number|uuid|custom\\.[A-Za-z0-9_.-]+)$":{"type":"string","minLength":1}}},"camp_id":{"type":["integer","string"],"minimum":1,"pattern":"\\{\\{"},"camp_name":{"type":"string","minLength":1},"title":{"type":"string","minLength":1},"message":{"type":"string","minLength":1},"image_url":{"type":"string","minLength":1},"ttl":{"type":["integer","string"],"minimum":1,"pattern":"\\{\\{"},"check_optin":{"type":["boolean","string"],"pattern":"\\{\\{"},"GFC_enabled":{"type":["boolean","string"],"pattern":"\\{\\{"},"send_single_user":{"type":["boolean","string"],"pattern":"\\{\\{"},"advanced_push_payload":{"type":"object","additionalProperties":false,"required":["advanced_push_type","advanced_push_items"],"properties":{"advanced_push_type":{"type":"string","pattern":"^(carousel|slider)$|\\{\\{"},"advanced_push_items":{"type":["array","object"],"minItems":3,"maxItems":6,"items":{"type":"object","additionalProperties":false,"required":["id","headline","description","image_url"],"properties":{"id":{"type":["integer","string"],"pattern":"\\{\\{"},"headline":{"type":"string","minLength":1},"description":{"type":"string","minLength":1},"image_url":{"type":"string","minLength":1},"deep_links":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"ins_dl_internal":{"type":"string","minLength":1},"ins_dl_external":{"type":"string","minLength":1},"ins_dl_url_scheme":{"type":"string","minLength":1},"ins_dl_json":{"type":"string","minLength":1}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}},"additionalProperties":false,"required":["each","item"],"properties":{"each":{"type":"string","minLength":1},"max":{"type":"integer","minimum":3,"maximum":6,"default":6},"short":{"type":"string","enum":["plain","skip"],"default":"plain"},"item":{"type":"object","additionalProperties":false,"required":["id","headline","description","image_url"],"properties":{"id":{"type":["integer","string"],"pattern":"\\{\\{"},"headline":{"type":"string","minLength":1},"description":{"type":"string","minLength":1},"image_url":{"type":"string","minLength":1},"deep_links":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"ins_dl_internal":{"type":"string","minLength":1},"ins_dl_external":{"type":"string","minLength":1},"ins_dl_url_scheme":{"type":"string","minLength":1},"ins_dl_json":{"type":"string","minLength":1}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}}}}}},"android":{"type":"object","additionalProperties":false,"properties":{"channel_id":{"type":["integer","string"],"minimum":1,"pattern":"\\{\\{"},"sound":{"type":"string","minLength":1},"deep_link":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"ins_dl_internal":{"type":"string","minLength":1},"ins_dl_external":{"type":"string","minLength":1},"ins_dl_url_scheme":{"type":"string","minLength":1},"ins_dl_json":{"type":"string","minLength":1}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}},"ios":{"type":"object","additionalProperties":false,"properties":{"thread-id":{"type":["integer","string"],"pattern":"\\{\\{"},"badge":{"type":["integer","string"],"minimum":0,"pattern":"\\{\\{"},"content-available":{"type":["boolean","string"],"pattern":"\\{\\{"},"mutable-content":{"type":["boolean","string"],"pattern":"\\{\\{"},"sound":{"type":"string","minLength":1},"deep_link":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"ins_dl_internal":{"type":"string","minLength":1},"ins_dl_external":{"type":"string","minLength":1},"ins_dl_url_scheme":{"type":"string","minLength":1},"ins_dl_json":{"type":"string","minLength":1}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}}}},"report_attributes":{"type":"array","items":{"type":"string","pattern":"^INSIDER\\.(age|app_version|birthday|carrier|device_language|device_token|email|email_optin|environment|gender|idfa|insider_id|language|last_ip|location_enabled|location_optin|model|name|os_version|package_name|phone_number|platform|push_enabled|push_optin|screen_height|screen_width|sdk_version|sms_optin|surname|timezone|udid|uuid|custom\\..+)$"}}}};
const pattern22 = new RegExp("^[a-z0-9][a-z0-9._-]{0,99}$", "u");
const pattern23 = new RegExp("^(string|number|integer|boolean|json|date)$", "u");
const pattern37 = new RegExp("^custom\\.[A-Za-z0-9_.-]+$", "u");
const pattern38 = new RegExp("^INSIDER\\.(email|phone_number|uuid|custom\\.[A-Za-z0-9_.-]+)$", "u");
const pattern41 = new RegExp("\\{\\{", "u");
const pattern46 = new RegExp("^(carousel|slider)$|\\{\\{", "u");
const pattern48 = new RegExp("^(?!aps$|ins_dl_).+$", "u");
const pattern62 = new RegExp("^INSIDER\\.(age|app_version|birthday|carrier|device_language|device_token|email|email_optin|environment|gender|idfa|insider_id|language|last_ip|location_enabled|location_optin|model|name|os_version|package_name|phone_number|platform|push_enabled|push_optin|screen_height|screen_width|sdk_version|sms_optin|surname|timezone|udid|uuid|custom\\..+)$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://pushplan.dev/schema/campaign.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.audience === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "audience"},message:"must have required property '"+"audience"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.notification === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "notification"},message:"must have required property '"+"notification"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema12.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern22.test(data1)){
const err6 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,99}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,99}$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.owner !== undefined){
let data2 = data.owner;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.tags !== undefined){
let data3 = data.tags;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/tags/" + i0,schemaPath:"#/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/tags/" + i0,schemaPath:"#/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.audience !== undefined){
let data5 = data.audience;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.file === undefined){
const err13 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data5){
if(!(((((key1 === "file") || (key1 === "columns")) || (key1 === "where")) || (key1 === "public")) || (key1 === "max_age"))){
const err14 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.file !== undefined){
let data6 = data5.file;
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/audience/file",schemaPath:"#/properties/audience/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/audience/file",schemaPath:"#/properties/audience/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.columns !== undefined){
let data7 = data5.columns;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
const _errs18 = errors;
if(typeof key2 === "string"){
if(key2.length < 1){
const err17 = {instancePath:instancePath+"/audience/columns",schemaPath:"#/properties/audience/properties/columns/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var valid4 = _errs18 === errors;
if(!valid4){
const err18 = {instancePath:instancePath+"/audience/columns",schemaPath:"#/properties/audience/properties/columns/propertyNames",keyword:"propertyNames",params:{propertyName: key2},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
for(const key3 in data7){
let data8 = data7[key3];
if((typeof data8 !== "string") && (!(data8 && typeof data8 == "object" && !Array.isArray(data8)))){
const err19 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/columns/additionalProperties/type",keyword:"type",params:{type: schema12.properties.audience.properties.columns.additionalProperties.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(typeof data8 === "string"){
if(!pattern23.test(data8)){
const err20 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/columns/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^(string|number|integer|boolean|json|date)$"},message:"must match pattern \""+"^(string|number|integer|boolean|json|date)$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.type === undefined){
const err21 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/columns/additionalProperties/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key4 in data8){
if(!((key4 === "type") || (key4 === "zone"))){
const err22 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/columns/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.type !== undefined){
let data9 = data8.type;
if(typeof data9 !== "string"){
const err23 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/audience/properties/columns/additionalProperties/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!(data9 === "date")){
const err24 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/audience/properties/columns/additionalProperties/properties/type/enum",keyword:"enum",params:{allowedValues: schema12.properties.audience.properties.columns.additionalProperties.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data8.zone !== undefined){
let data10 = data8.zone;
if(typeof data10 === "string"){
if(data10.length < 1){
const err25 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/zone",schemaPath:"#/properties/audience/properties/columns/additionalProperties/properties/zone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/audience/columns/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/zone",schemaPath:"#/properties/audience/properties/columns/additionalProperties/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/audience/columns",schemaPath:"#/properties/audience/properties/columns/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data5.where !== undefined){
let data11 = data5.where;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key5 in data11){
const _errs29 = errors;
if(typeof key5 === "string"){
if(key5.length < 1){
const err28 = {instancePath:instancePath+"/audience/where",schemaPath:"#/properties/audience/properties/where/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key5};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
var valid7 = _errs29 === errors;
if(!valid7){
const err29 = {instancePath:instancePath+"/audience/where",schemaPath:"#/properties/audience/properties/where/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
for(const key6 in data11){
let data12 = data11[key6];
if((((!data12 || typeof data12 != "object") && (typeof data12 !== "string")) && (!((typeof data12 == "number") && (isFinite(data12))))) && (typeof data12 !== "boolean")){
const err30 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/where/additionalProperties/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.type},message:"must be string,number,boolean,array,object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(Array.isArray(data12)){
if(data12.length < 1){
const err31 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/where/additionalProperties/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
let data13 = data12[i1];
if(((typeof data13 !== "string") && (!((typeof data13 == "number") && (isFinite(data13))))) && (typeof data13 !== "boolean")){
const err32 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/properties/audience/properties/where/additionalProperties/items/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length < 1){
const err33 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/where/additionalProperties/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
for(const key7 in data12){
if(!(((((key7 === "not") || (key7 === "gt")) || (key7 === "gte")) || (key7 === "lt")) || (key7 === "lte"))){
const err34 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/audience/properties/where/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data12.not !== undefined){
let data14 = data12.not;
if((((typeof data14 !== "string") && (!((typeof data14 == "number") && (isFinite(data14))))) && (typeof data14 !== "boolean")) && (!(Array.isArray(data14)))){
const err35 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/not",schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/not/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.properties.not.type},message:"must be string,number,boolean,array"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(Array.isArray(data14)){
if(data14.length < 1){
const err36 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/not",schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/not/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
let data15 = data14[i2];
if(((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))) && (typeof data15 !== "boolean")){
const err37 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/not/" + i2,schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/not/items/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.properties.not.items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
}
if(data12.gt !== undefined){
let data16 = data12.gt;
if((!((typeof data16 == "number") && (isFinite(data16)))) && (typeof data16 !== "string")){
const err38 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/gt",schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/gt/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.properties.gt.type},message:"must be number,string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data12.gte !== undefined){
let data17 = data12.gte;
if((!((typeof data17 == "number") && (isFinite(data17)))) && (typeof data17 !== "string")){
const err39 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/gte",schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/gte/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.properties.gte.type},message:"must be number,string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.lt !== undefined){
let data18 = data12.lt;
if((!((typeof data18 == "number") && (isFinite(data18)))) && (typeof data18 !== "string")){
const err40 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/lt",schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/lt/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.properties.lt.type},message:"must be number,string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data12.lte !== undefined){
let data19 = data12.lte;
if((!((typeof data19 == "number") && (isFinite(data19)))) && (typeof data19 !== "string")){
const err41 = {instancePath:instancePath+"/audience/where/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/lte",schemaPath:"#/properties/audience/properties/where/additionalProperties/properties/lte/type",keyword:"type",params:{type: schema12.properties.audience.properties.where.additionalProperties.properties.lte.type},message:"must be number,string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
}
}
else {
const err42 = {instancePath:instancePath+"/audience/where",schemaPath:"#/properties/audience/properties/where/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data5.public !== undefined){
let data20 = data5.public;
if(Array.isArray(data20)){
const len3 = data20.length;
for(let i3=0; i3<len3; i3++){
let data21 = data20[i3];
if(typeof data21 === "string"){
if(data21.length < 1){
const err43 = {instancePath:instancePath+"/audience/public/" + i3,schemaPath:"#/properties/audience/properties/public/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/audience/public/" + i3,schemaPath:"#/properties/audience/properties/public/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
let i4 = data20.length;
let j0;
if(i4 > 1){
const indices0 = {};
for(;i4--;){
let item0 = data20[i4];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err45 = {instancePath:instancePath+"/audience/public",schemaPath:"#/properties/audience/properties/public/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i4+" are identical)"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
break;
}
indices0[item0] = i4;
}
}
}
else {
const err46 = {instancePath:instancePath+"/audience/public",schemaPath:"#/properties/audience/properties/public/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data5.max_age !== undefined){
let data22 = data5.max_age;
if(typeof data22 === "string"){
if(!pattern20.test(data22)){
const err47 = {instancePath:instancePath+"/audience/max_age",schemaPath:"#/properties/audience/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*(m|h|d)$"},message:"must match pattern \""+"^[1-9][0-9]*(m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/audience/max_age",schemaPath:"#/properties/audience/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.key !== undefined){
let data23 = data.key;
if(typeof data23 === "string"){
if(data23.length < 1){
const err50 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.resend !== undefined){
let data24 = data.resend;
if(typeof data24 !== "string"){
const err52 = {instancePath:instancePath+"/resend",schemaPath:"#/properties/resend/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!((data24 === "never") || (data24 === "on_change"))){
const err53 = {instancePath:instancePath+"/resend",schemaPath:"#/properties/resend/enum",keyword:"enum",params:{allowedValues: schema12.properties.resend.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.max_invalid !== undefined){
let data25 = data.max_invalid;
if((!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))) && (typeof data25 !== "string")){
const err54 = {instancePath:instancePath+"/max_invalid",schemaPath:"#/properties/max_invalid/type",keyword:"type",params:{type: schema12.properties.max_invalid.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err55 = {instancePath:instancePath+"/max_invalid",schemaPath:"#/properties/max_invalid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(typeof data25 === "string"){
if(!pattern10.test(data25)){
const err56 = {instancePath:instancePath+"/max_invalid",schemaPath:"#/properties/max_invalid/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
if(data.guarantee !== undefined){
let data26 = data.guarantee;
if(typeof data26 !== "string"){
const err57 = {instancePath:instancePath+"/guarantee",schemaPath:"#/properties/guarantee/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(!((data26 === "at_most_once") || (data26 === "at_least_once"))){
const err58 = {instancePath:instancePath+"/guarantee",schemaPath:"#/properties/guarantee/enum",keyword:"enum",params:{allowedValues: schema12.properties.guarantee.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.priority !== undefined){
let data27 = data.priority;
if(typeof data27 !== "string"){
const err59 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(!((data27 === "high") || (data27 === "normal"))){
const err60 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/enum",keyword:"enum",params:{allowedValues: schema12.properties.priority.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.max_recipients !== undefined){
let data28 = data.max_recipients;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err61 = {instancePath:instancePath+"/max_recipients",schemaPath:"#/properties/max_recipients/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 1 || isNaN(data28)){
const err62 = {instancePath:instancePath+"/max_recipients",schemaPath:"#/properties/max_recipients/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data.max_growth !== undefined){
let data29 = data.max_growth;
if(typeof data29 === "string"){
if(!pattern19.test(data29)){
const err63 = {instancePath:instancePath+"/max_growth",schemaPath:"#/properties/max_growth/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*(\\.[0-9]+)?x$"},message:"must match pattern \""+"^[1-9][0-9]*(\\.[0-9]+)?x$"+"\""};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/max_growth",schemaPath:"#/properties/max_growth/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data.broadcast !== undefined){
if(typeof data.broadcast !== "boolean"){
const err65 = {instancePath:instancePath+"/broadcast",schemaPath:"#/properties/broadcast/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.fail_on !== undefined){
let data31 = data.fail_on;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key8 in data31){
if(!((key8 === "refused") || (key8 === "rejected"))){
const err66 = {instancePath:instancePath+"/fail_on",schemaPath:"#/properties/fail_on/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data31.refused !== undefined){
let data32 = data31.refused;
if((!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))) && (typeof data32 !== "string")){
const err67 = {instancePath:instancePath+"/fail_on/refused",schemaPath:"#/properties/fail_on/properties/refused/type",keyword:"type",params:{type: schema12.properties.fail_on.properties.refused.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
const err68 = {instancePath:instancePath+"/fail_on/refused",schemaPath:"#/properties/fail_on/properties/refused/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(typeof data32 === "string"){
if(!pattern10.test(data32)){
const err69 = {instancePath:instancePath+"/fail_on/refused",schemaPath:"#/properties/fail_on/properties/refused/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
if(data31.rejected !== undefined){
let data33 = data31.rejected;
if((!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))) && (typeof data33 !== "string")){
const err70 = {instancePath:instancePath+"/fail_on/rejected",schemaPath:"#/properties/fail_on/properties/rejected/type",keyword:"type",params:{type: schema12.properties.fail_on.properties.rejected.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
const err71 = {instancePath:instancePath+"/fail_on/rejected",schemaPath:"#/properties/fail_on/properties/rejected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(typeof data33 === "string"){
if(!pattern10.test(data33)){
const err72 = {instancePath:instancePath+"/fail_on/rejected",schemaPath:"#/properties/fail_on/properties/rejected/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
}
else {
const err73 = {instancePath:instancePath+"/fail_on",schemaPath:"#/properties/fail_on/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.abort_if !== undefined){
let data34 = data.abort_if;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key9 in data34){
if(!((((((((key9 === "refused") || (key9 === "rejected")) || (key9 === "OptOut")) || (key9 === "NoUserFound")) || (key9 === "Unregistered")) || (key9 === "InvalidCertificate")) || (key9 === "UserGloballyCapped")) || (key9 === "UserGloballyCappedForInapp"))){
const err74 = {instancePath:instancePath+"/abort_if",schemaPath:"#/properties/abort_if/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data34.refused !== undefined){
let data35 = data34.refused;
if((!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))) && (typeof data35 !== "string")){
const err75 = {instancePath:instancePath+"/abort_if/refused",schemaPath:"#/properties/abort_if/properties/refused/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.refused.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 0 || isNaN(data35)){
const err76 = {instancePath:instancePath+"/abort_if/refused",schemaPath:"#/properties/abort_if/properties/refused/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(typeof data35 === "string"){
if(!pattern10.test(data35)){
const err77 = {instancePath:instancePath+"/abort_if/refused",schemaPath:"#/properties/abort_if/properties/refused/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
if(data34.rejected !== undefined){
let data36 = data34.rejected;
if((!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))) && (typeof data36 !== "string")){
const err78 = {instancePath:instancePath+"/abort_if/rejected",schemaPath:"#/properties/abort_if/properties/rejected/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.rejected.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 0 || isNaN(data36)){
const err79 = {instancePath:instancePath+"/abort_if/rejected",schemaPath:"#/properties/abort_if/properties/rejected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(typeof data36 === "string"){
if(!pattern10.test(data36)){
const err80 = {instancePath:instancePath+"/abort_if/rejected",schemaPath:"#/properties/abort_if/properties/rejected/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
if(data34.OptOut !== undefined){
let data37 = data34.OptOut;
if((!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))) && (typeof data37 !== "string")){
const err81 = {instancePath:instancePath+"/abort_if/OptOut",schemaPath:"#/properties/abort_if/properties/OptOut/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.OptOut.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 0 || isNaN(data37)){
const err82 = {instancePath:instancePath+"/abort_if/OptOut",schemaPath:"#/properties/abort_if/properties/OptOut/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(typeof data37 === "string"){
if(!pattern10.test(data37)){
const err83 = {instancePath:instancePath+"/abort_if/OptOut",schemaPath:"#/properties/abort_if/properties/OptOut/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data34.NoUserFound !== undefined){
let data38 = data34.NoUserFound;
if((!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))) && (typeof data38 !== "string")){
const err84 = {instancePath:instancePath+"/abort_if/NoUserFound",schemaPath:"#/properties/abort_if/properties/NoUserFound/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.NoUserFound.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err85 = {instancePath:instancePath+"/abort_if/NoUserFound",schemaPath:"#/properties/abort_if/properties/NoUserFound/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(typeof data38 === "string"){
if(!pattern10.test(data38)){
const err86 = {instancePath:instancePath+"/abort_if/NoUserFound",schemaPath:"#/properties/abort_if/properties/NoUserFound/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data34.Unregistered !== undefined){
let data39 = data34.Unregistered;
if((!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))) && (typeof data39 !== "string")){
const err87 = {instancePath:instancePath+"/abort_if/Unregistered",schemaPath:"#/properties/abort_if/properties/Unregistered/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.Unregistered.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 0 || isNaN(data39)){
const err88 = {instancePath:instancePath+"/abort_if/Unregistered",schemaPath:"#/properties/abort_if/properties/Unregistered/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(typeof data39 === "string"){
if(!pattern10.test(data39)){
const err89 = {instancePath:instancePath+"/abort_if/Unregistered",schemaPath:"#/properties/abort_if/properties/Unregistered/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data34.InvalidCertificate !== undefined){
let data40 = data34.InvalidCertificate;
if((!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))) && (typeof data40 !== "string")){
const err90 = {instancePath:instancePath+"/abort_if/InvalidCertificate",schemaPath:"#/properties/abort_if/properties/InvalidCertificate/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.InvalidCertificate.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err91 = {instancePath:instancePath+"/abort_if/InvalidCertificate",schemaPath:"#/properties/abort_if/properties/InvalidCertificate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(typeof data40 === "string"){
if(!pattern10.test(data40)){
const err92 = {instancePath:instancePath+"/abort_if/InvalidCertificate",schemaPath:"#/properties/abort_if/properties/InvalidCertificate/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
if(data34.UserGloballyCapped !== undefined){
let data41 = data34.UserGloballyCapped;
if((!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))) && (typeof data41 !== "string")){
const err93 = {instancePath:instancePath+"/abort_if/UserGloballyCapped",schemaPath:"#/properties/abort_if/properties/UserGloballyCapped/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.UserGloballyCapped.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
const err94 = {instancePath:instancePath+"/abort_if/UserGloballyCapped",schemaPath:"#/properties/abort_if/properties/UserGloballyCapped/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(typeof data41 === "string"){
if(!pattern10.test(data41)){
const err95 = {instancePath:instancePath+"/abort_if/UserGloballyCapped",schemaPath:"#/properties/abort_if/properties/UserGloballyCapped/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
if(data34.UserGloballyCappedForInapp !== undefined){
let data42 = data34.UserGloballyCappedForInapp;
if((!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))) && (typeof data42 !== "string")){
const err96 = {instancePath:instancePath+"/abort_if/UserGloballyCappedForInapp",schemaPath:"#/properties/abort_if/properties/UserGloballyCappedForInapp/type",keyword:"type",params:{type: schema12.properties.abort_if.properties.UserGloballyCappedForInapp.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err97 = {instancePath:instancePath+"/abort_if/UserGloballyCappedForInapp",schemaPath:"#/properties/abort_if/properties/UserGloballyCappedForInapp/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(typeof data42 === "string"){
if(!pattern10.test(data42)){
const err98 = {instancePath:instancePath+"/abort_if/UserGloballyCappedForInapp",schemaPath:"#/properties/abort_if/properties/UserGloballyCappedForInapp/pattern",keyword:"pattern",params:{pattern: "^(100|\\d{1,2}(\\.\\d+)?)%$"},message:"must match pattern \""+"^(100|\\d{1,2}(\\.\\d+)?)%$"+"\""};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
}
else {
const err99 = {instancePath:instancePath+"/abort_if",schemaPath:"#/properties/abort_if/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data.async !== undefined){
if(typeof data.async !== "boolean"){
const err100 = {instancePath:instancePath+"/async",schemaPath:"#/properties/async/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.notification !== undefined){
let data44 = data.notification;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.identifiers === undefined){
const err101 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/required",keyword:"required",params:{missingProperty: "identifiers"},message:"must have required property '"+"identifiers"+"'"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data44.camp_id === undefined){
const err102 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/required",keyword:"required",params:{missingProperty: "camp_id"},message:"must have required property '"+"camp_id"+"'"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data44.camp_name === undefined){
const err103 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/required",keyword:"required",params:{missingProperty: "camp_name"},message:"must have required property '"+"camp_name"+"'"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(data44.title === undefined){
const err104 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(data44.message === undefined){
const err105 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
for(const key10 in data44){
if(!(func2.call(schema12.properties.notification.properties, key10))){
const err106 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data44.identifiers !== undefined){
let data45 = data44.identifiers;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
if(Object.keys(data45).length < 1){
const err107 = {instancePath:instancePath+"/notification/identifiers",schemaPath:"#/properties/notification/properties/identifiers/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
for(const key11 in data45){
if(!(((((key11 === "email") || (key11 === "phone_number")) || (key11 === "uuid")) || (pattern37.test(key11))) || (pattern38.test(key11)))){
const err108 = {instancePath:instancePath+"/notification/identifiers",schemaPath:"#/properties/notification/properties/identifiers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data45.email !== undefined){
let data46 = data45.email;
if(typeof data46 === "string"){
if(data46.length < 1){
const err109 = {instancePath:instancePath+"/notification/identifiers/email",schemaPath:"#/properties/notification/properties/identifiers/properties/email/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/notification/identifiers/email",schemaPath:"#/properties/notification/properties/identifiers/properties/email/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data45.phone_number !== undefined){
let data47 = data45.phone_number;
if(typeof data47 === "string"){
if(data47.length < 1){
const err111 = {instancePath:instancePath+"/notification/identifiers/phone_number",schemaPath:"#/properties/notification/properties/identifiers/properties/phone_number/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
else {
const err112 = {instancePath:instancePath+"/notification/identifiers/phone_number",schemaPath:"#/properties/notification/properties/identifiers/properties/phone_number/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data45.uuid !== undefined){
let data48 = data45.uuid;
if(typeof data48 === "string"){
if(data48.length < 1){
const err113 = {instancePath:instancePath+"/notification/identifiers/uuid",schemaPath:"#/properties/notification/properties/identifiers/properties/uuid/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
else {
const err114 = {instancePath:instancePath+"/notification/identifiers/uuid",schemaPath:"#/properties/notification/properties/identifiers/properties/uuid/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
for(const key12 in data45){
if(pattern37.test(key12)){
let data49 = data45[key12];
if(typeof data49 === "string"){
if(data49.length < 1){
const err115 = {instancePath:instancePath+"/notification/identifiers/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/identifiers/patternProperties/%5Ecustom%5C.%5BA-Za-z0-9_.-%5D%2B%24/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/notification/identifiers/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/identifiers/patternProperties/%5Ecustom%5C.%5BA-Za-z0-9_.-%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
for(const key13 in data45){
if(pattern38.test(key13)){
let data50 = data45[key13];
if(typeof data50 === "string"){
if(data50.length < 1){
const err117 = {instancePath:instancePath+"/notification/identifiers/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/identifiers/patternProperties/%5EINSIDER%5C.(email%7Cphone_number%7Cuuid%7Ccustom%5C.%5BA-Za-z0-9_.-%5D%2B)%24/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
else {
const err118 = {instancePath:instancePath+"/notification/identifiers/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/identifiers/patternProperties/%5EINSIDER%5C.(email%7Cphone_number%7Cuuid%7Ccustom%5C.%5BA-Za-z0-9_.-%5D%2B)%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
}
else {
const err119 = {instancePath:instancePath+"/notification/identifiers",schemaPath:"#/properties/notification/properties/identifiers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data44.camp_id !== undefined){
let data51 = data44.camp_id;
if((!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))) && (typeof data51 !== "string")){
const err120 = {instancePath:instancePath+"/notification/camp_id",schemaPath:"#/properties/notification/properties/camp_id/type",keyword:"type",params:{type: schema12.properties.notification.properties.camp_id.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 1 || isNaN(data51)){
const err121 = {instancePath:instancePath+"/notification/camp_id",schemaPath:"#/properties/notification/properties/camp_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(typeof data51 === "string"){
if(!pattern41.test(data51)){
const err122 = {instancePath:instancePath+"/notification/camp_id",schemaPath:"#/properties/notification/properties/camp_id/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
}
if(data44.camp_name !== undefined){
let data52 = data44.camp_name;
if(typeof data52 === "string"){
if(data52.length < 1){
const err123 = {instancePath:instancePath+"/notification/camp_name",schemaPath:"#/properties/notification/properties/camp_name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
else {
const err124 = {instancePath:instancePath+"/notification/camp_name",schemaPath:"#/properties/notification/properties/camp_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data44.title !== undefined){
let data53 = data44.title;
if(typeof data53 === "string"){
if(data53.length < 1){
const err125 = {instancePath:instancePath+"/notification/title",schemaPath:"#/properties/notification/properties/title/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
else {
const err126 = {instancePath:instancePath+"/notification/title",schemaPath:"#/properties/notification/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data44.message !== undefined){
let data54 = data44.message;
if(typeof data54 === "string"){
if(data54.length < 1){
const err127 = {instancePath:instancePath+"/notification/message",schemaPath:"#/properties/notification/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
else {
const err128 = {instancePath:instancePath+"/notification/message",schemaPath:"#/properties/notification/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data44.image_url !== undefined){
let data55 = data44.image_url;
if(typeof data55 === "string"){
if(data55.length < 1){
const err129 = {instancePath:instancePath+"/notification/image_url",schemaPath:"#/properties/notification/properties/image_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
else {
const err130 = {instancePath:instancePath+"/notification/image_url",schemaPath:"#/properties/notification/properties/image_url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
if(data44.ttl !== undefined){
let data56 = data44.ttl;
if((!(((typeof data56 == "number") && (!(data56 % 1) && !isNaN(data56))) && (isFinite(data56)))) && (typeof data56 !== "string")){
const err131 = {instancePath:instancePath+"/notification/ttl",schemaPath:"#/properties/notification/properties/ttl/type",keyword:"type",params:{type: schema12.properties.notification.properties.ttl.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 < 1 || isNaN(data56)){
const err132 = {instancePath:instancePath+"/notification/ttl",schemaPath:"#/properties/notification/properties/ttl/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(typeof data56 === "string"){
if(!pattern41.test(data56)){
const err133 = {instancePath:instancePath+"/notification/ttl",schemaPath:"#/properties/notification/properties/ttl/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
}
if(data44.check_optin !== undefined){
let data57 = data44.check_optin;
if((typeof data57 !== "boolean") && (typeof data57 !== "string")){
const err134 = {instancePath:instancePath+"/notification/check_optin",schemaPath:"#/properties/notification/properties/check_optin/type",keyword:"type",params:{type: schema12.properties.notification.properties.check_optin.type},message:"must be boolean,string"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(typeof data57 === "string"){
if(!pattern41.test(data57)){
const err135 = {instancePath:instancePath+"/notification/check_optin",schemaPath:"#/properties/notification/properties/check_optin/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
if(data44.GFC_enabled !== undefined){
let data58 = data44.GFC_enabled;
if((typeof data58 !== "boolean") && (typeof data58 !== "string")){
const err136 = {instancePath:instancePath+"/notification/GFC_enabled",schemaPath:"#/properties/notification/properties/GFC_enabled/type",keyword:"type",params:{type: schema12.properties.notification.properties.GFC_enabled.type},message:"must be boolean,string"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(typeof data58 === "string"){
if(!pattern41.test(data58)){
const err137 = {instancePath:instancePath+"/notification/GFC_enabled",schemaPath:"#/properties/notification/properties/GFC_enabled/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
if(data44.send_single_user !== undefined){
let data59 = data44.send_single_user;
if((typeof data59 !== "boolean") && (typeof data59 !== "string")){
const err138 = {instancePath:instancePath+"/notification/send_single_user",schemaPath:"#/properties/notification/properties/send_single_user/type",keyword:"type",params:{type: schema12.properties.notification.properties.send_single_user.type},message:"must be boolean,string"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if(typeof data59 === "string"){
if(!pattern41.test(data59)){
const err139 = {instancePath:instancePath+"/notification/send_single_user",schemaPath:"#/properties/notification/properties/send_single_user/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
if(data44.advanced_push_payload !== undefined){
let data60 = data44.advanced_push_payload;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
if(data60.advanced_push_type === undefined){
const err140 = {instancePath:instancePath+"/notification/advanced_push_payload",schemaPath:"#/properties/notification/properties/advanced_push_payload/required",keyword:"required",params:{missingProperty: "advanced_push_type"},message:"must have required property '"+"advanced_push_type"+"'"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if(data60.advanced_push_items === undefined){
const err141 = {instancePath:instancePath+"/notification/advanced_push_payload",schemaPath:"#/properties/notification/properties/advanced_push_payload/required",keyword:"required",params:{missingProperty: "advanced_push_items"},message:"must have required property '"+"advanced_push_items"+"'"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
for(const key14 in data60){
if(!((key14 === "advanced_push_type") || (key14 === "advanced_push_items"))){
const err142 = {instancePath:instancePath+"/notification/advanced_push_payload",schemaPath:"#/properties/notification/properties/advanced_push_payload/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
if(data60.advanced_push_type !== undefined){
let data61 = data60.advanced_push_type;
if(typeof data61 === "string"){
if(!pattern46.test(data61)){
const err143 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_type",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_type/pattern",keyword:"pattern",params:{pattern: "^(carousel|slider)$|\\{\\{"},message:"must match pattern \""+"^(carousel|slider)$|\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
else {
const err144 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_type",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
if(data60.advanced_push_items !== undefined){
let data62 = data60.advanced_push_items;
if(!data62 || typeof data62 != "object"){
const err145 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/type",keyword:"type",params:{type: schema12.properties.notification.properties.advanced_push_payload.properties.advanced_push_items.type},message:"must be array,object"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if(Array.isArray(data62)){
if(data62.length > 6){
const err146 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/maxItems",keyword:"maxItems",params:{limit: 6},message:"must NOT have more than 6 items"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data62.length < 3){
const err147 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/minItems",keyword:"minItems",params:{limit: 3},message:"must NOT have fewer than 3 items"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
const len4 = data62.length;
for(let i5=0; i5<len4; i5++){
let data63 = data62[i5];
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
if(data63.id === undefined){
const err148 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5,schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
if(data63.headline === undefined){
const err149 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5,schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "headline"},message:"must have required property '"+"headline"+"'"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if(data63.description === undefined){
const err150 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5,schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if(data63.image_url === undefined){
const err151 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5,schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "image_url"},message:"must have required property '"+"image_url"+"'"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
for(const key15 in data63){
if(!(((((key15 === "id") || (key15 === "headline")) || (key15 === "description")) || (key15 === "image_url")) || (key15 === "deep_links"))){
const err152 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5,schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data63.id !== undefined){
let data64 = data63.id;
if((!(((typeof data64 == "number") && (!(data64 % 1) && !isNaN(data64))) && (isFinite(data64)))) && (typeof data64 !== "string")){
const err153 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/id",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/id/type",keyword:"type",params:{type: schema12.properties.notification.properties.advanced_push_payload.properties.advanced_push_items.items.properties.id.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if(typeof data64 === "string"){
if(!pattern41.test(data64)){
const err154 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/id",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/id/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
if(data63.headline !== undefined){
let data65 = data63.headline;
if(typeof data65 === "string"){
if(data65.length < 1){
const err155 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/headline",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/headline/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
else {
const err156 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/headline",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/headline/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data63.description !== undefined){
let data66 = data63.description;
if(typeof data66 === "string"){
if(data66.length < 1){
const err157 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/description",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
else {
const err158 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/description",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data63.image_url !== undefined){
let data67 = data63.image_url;
if(typeof data67 === "string"){
if(data67.length < 1){
const err159 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/image_url",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/image_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
else {
const err160 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/image_url",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/image_url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data63.deep_links !== undefined){
let data68 = data63.deep_links;
if(data68 && typeof data68 == "object" && !Array.isArray(data68)){
if(Object.keys(data68).length < 1){
const err161 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
for(const key16 in data68){
if(!(((((key16 === "ins_dl_internal") || (key16 === "ins_dl_external")) || (key16 === "ins_dl_url_scheme")) || (key16 === "ins_dl_json")) || (pattern48.test(key16)))){
const err162 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
if(data68.ins_dl_internal !== undefined){
let data69 = data68.ins_dl_internal;
if(typeof data69 === "string"){
if(data69.length < 1){
const err163 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_internal",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_internal/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
else {
const err164 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_internal",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
if(data68.ins_dl_external !== undefined){
let data70 = data68.ins_dl_external;
if(typeof data70 === "string"){
if(data70.length < 1){
const err165 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_external",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_external/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
else {
const err166 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_external",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data68.ins_dl_url_scheme !== undefined){
let data71 = data68.ins_dl_url_scheme;
if(typeof data71 === "string"){
if(data71.length < 1){
const err167 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_url_scheme/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
else {
const err168 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data68.ins_dl_json !== undefined){
let data72 = data68.ins_dl_json;
if(typeof data72 === "string"){
if(data72.length < 1){
const err169 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_json",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_json/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
else {
const err170 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/ins_dl_json",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
for(const key17 in data68){
if(pattern48.test(key17)){
if(typeof data68[key17] !== "string"){
const err171 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
}
}
else {
const err172 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5+"/deep_links",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
}
else {
const err173 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/" + i5,schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
if(data62.each === undefined){
const err174 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/required",keyword:"required",params:{missingProperty: "each"},message:"must have required property '"+"each"+"'"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(data62.item === undefined){
const err175 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/required",keyword:"required",params:{missingProperty: "item"},message:"must have required property '"+"item"+"'"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
for(const key18 in data62){
if(!((((key18 === "each") || (key18 === "max")) || (key18 === "short")) || (key18 === "item"))){
const err176 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data62.each !== undefined){
let data74 = data62.each;
if(typeof data74 === "string"){
if(data74.length < 1){
const err177 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/each",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/each/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
else {
const err178 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/each",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/each/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
if(data62.max !== undefined){
let data75 = data62.max;
if(!(((typeof data75 == "number") && (!(data75 % 1) && !isNaN(data75))) && (isFinite(data75)))){
const err179 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/max",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/max/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 > 6 || isNaN(data75)){
const err180 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/max",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/max/maximum",keyword:"maximum",params:{comparison: "<=", limit: 6},message:"must be <= 6"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if(data75 < 3 || isNaN(data75)){
const err181 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/max",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/max/minimum",keyword:"minimum",params:{comparison: ">=", limit: 3},message:"must be >= 3"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
}
if(data62.short !== undefined){
let data76 = data62.short;
if(typeof data76 !== "string"){
const err182 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/short",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/short/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
if(!((data76 === "plain") || (data76 === "skip"))){
const err183 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/short",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/short/enum",keyword:"enum",params:{allowedValues: schema12.properties.notification.properties.advanced_push_payload.properties.advanced_push_items.properties.short.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
if(data62.item !== undefined){
let data77 = data62.item;
if(data77 && typeof data77 == "object" && !Array.isArray(data77)){
if(data77.id === undefined){
const err184 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
if(data77.headline === undefined){
const err185 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/required",keyword:"required",params:{missingProperty: "headline"},message:"must have required property '"+"headline"+"'"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if(data77.description === undefined){
const err186 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
if(data77.image_url === undefined){
const err187 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/required",keyword:"required",params:{missingProperty: "image_url"},message:"must have required property '"+"image_url"+"'"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
for(const key19 in data77){
if(!(((((key19 === "id") || (key19 === "headline")) || (key19 === "description")) || (key19 === "image_url")) || (key19 === "deep_links"))){
const err188 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
if(data77.id !== undefined){
let data78 = data77.id;
if((!(((typeof data78 == "number") && (!(data78 % 1) && !isNaN(data78))) && (isFinite(data78)))) && (typeof data78 !== "string")){
const err189 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/id",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/id/type",keyword:"type",params:{type: schema12.properties.notification.properties.advanced_push_payload.properties.advanced_push_items.properties.item.properties.id.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if(typeof data78 === "string"){
if(!pattern41.test(data78)){
const err190 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/id",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/id/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
}
if(data77.headline !== undefined){
let data79 = data77.headline;
if(typeof data79 === "string"){
if(data79.length < 1){
const err191 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/headline",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/headline/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
else {
const err192 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/headline",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/headline/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
if(data77.description !== undefined){
let data80 = data77.description;
if(typeof data80 === "string"){
if(data80.length < 1){
const err193 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/description",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
else {
const err194 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/description",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
if(data77.image_url !== undefined){
let data81 = data77.image_url;
if(typeof data81 === "string"){
if(data81.length < 1){
const err195 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/image_url",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/image_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
else {
const err196 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/image_url",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/image_url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
if(data77.deep_links !== undefined){
let data82 = data77.deep_links;
if(data82 && typeof data82 == "object" && !Array.isArray(data82)){
if(Object.keys(data82).length < 1){
const err197 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
for(const key20 in data82){
if(!(((((key20 === "ins_dl_internal") || (key20 === "ins_dl_external")) || (key20 === "ins_dl_url_scheme")) || (key20 === "ins_dl_json")) || (pattern48.test(key20)))){
const err198 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
if(data82.ins_dl_internal !== undefined){
let data83 = data82.ins_dl_internal;
if(typeof data83 === "string"){
if(data83.length < 1){
const err199 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_internal",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_internal/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
else {
const err200 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_internal",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data82.ins_dl_external !== undefined){
let data84 = data82.ins_dl_external;
if(typeof data84 === "string"){
if(data84.length < 1){
const err201 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_external",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_external/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
else {
const err202 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_external",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
if(data82.ins_dl_url_scheme !== undefined){
let data85 = data82.ins_dl_url_scheme;
if(typeof data85 === "string"){
if(data85.length < 1){
const err203 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_url_scheme/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
else {
const err204 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
if(data82.ins_dl_json !== undefined){
let data86 = data82.ins_dl_json;
if(typeof data86 === "string"){
if(data86.length < 1){
const err205 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_json",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_json/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
}
else {
const err206 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/ins_dl_json",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
for(const key21 in data82){
if(pattern48.test(key21)){
if(typeof data82[key21] !== "string"){
const err207 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links/" + key21.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
}
}
else {
const err208 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item/deep_links",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/properties/deep_links/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
}
else {
const err209 = {instancePath:instancePath+"/notification/advanced_push_payload/advanced_push_items/item",schemaPath:"#/properties/notification/properties/advanced_push_payload/properties/advanced_push_items/properties/item/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
}
}
}
else {
const err210 = {instancePath:instancePath+"/notification/advanced_push_payload",schemaPath:"#/properties/notification/properties/advanced_push_payload/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
if(data44.android !== undefined){
let data88 = data44.android;
if(data88 && typeof data88 == "object" && !Array.isArray(data88)){
for(const key22 in data88){
if(!(((key22 === "channel_id") || (key22 === "sound")) || (key22 === "deep_link"))){
const err211 = {instancePath:instancePath+"/notification/android",schemaPath:"#/properties/notification/properties/android/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
}
if(data88.channel_id !== undefined){
let data89 = data88.channel_id;
if((!(((typeof data89 == "number") && (!(data89 % 1) && !isNaN(data89))) && (isFinite(data89)))) && (typeof data89 !== "string")){
const err212 = {instancePath:instancePath+"/notification/android/channel_id",schemaPath:"#/properties/notification/properties/android/properties/channel_id/type",keyword:"type",params:{type: schema12.properties.notification.properties.android.properties.channel_id.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
if((typeof data89 == "number") && (isFinite(data89))){
if(data89 < 1 || isNaN(data89)){
const err213 = {instancePath:instancePath+"/notification/android/channel_id",schemaPath:"#/properties/notification/properties/android/properties/channel_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
}
if(typeof data89 === "string"){
if(!pattern41.test(data89)){
const err214 = {instancePath:instancePath+"/notification/android/channel_id",schemaPath:"#/properties/notification/properties/android/properties/channel_id/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
}
if(data88.sound !== undefined){
let data90 = data88.sound;
if(typeof data90 === "string"){
if(data90.length < 1){
const err215 = {instancePath:instancePath+"/notification/android/sound",schemaPath:"#/properties/notification/properties/android/properties/sound/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
else {
const err216 = {instancePath:instancePath+"/notification/android/sound",schemaPath:"#/properties/notification/properties/android/properties/sound/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data88.deep_link !== undefined){
let data91 = data88.deep_link;
if(data91 && typeof data91 == "object" && !Array.isArray(data91)){
if(Object.keys(data91).length < 1){
const err217 = {instancePath:instancePath+"/notification/android/deep_link",schemaPath:"#/properties/notification/properties/android/properties/deep_link/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
for(const key23 in data91){
if(!(((((key23 === "ins_dl_internal") || (key23 === "ins_dl_external")) || (key23 === "ins_dl_url_scheme")) || (key23 === "ins_dl_json")) || (pattern48.test(key23)))){
const err218 = {instancePath:instancePath+"/notification/android/deep_link",schemaPath:"#/properties/notification/properties/android/properties/deep_link/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data91.ins_dl_internal !== undefined){
let data92 = data91.ins_dl_internal;
if(typeof data92 === "string"){
if(data92.length < 1){
const err219 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_internal",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_internal/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
else {
const err220 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_internal",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
if(data91.ins_dl_external !== undefined){
let data93 = data91.ins_dl_external;
if(typeof data93 === "string"){
if(data93.length < 1){
const err221 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_external",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_external/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
else {
const err222 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_external",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
if(data91.ins_dl_url_scheme !== undefined){
let data94 = data91.ins_dl_url_scheme;
if(typeof data94 === "string"){
if(data94.length < 1){
const err223 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_url_scheme/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
else {
const err224 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
if(data91.ins_dl_json !== undefined){
let data95 = data91.ins_dl_json;
if(typeof data95 === "string"){
if(data95.length < 1){
const err225 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_json",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_json/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
else {
const err226 = {instancePath:instancePath+"/notification/android/deep_link/ins_dl_json",schemaPath:"#/properties/notification/properties/android/properties/deep_link/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
for(const key24 in data91){
if(pattern48.test(key24)){
if(typeof data91[key24] !== "string"){
const err227 = {instancePath:instancePath+"/notification/android/deep_link/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/android/properties/deep_link/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
}
}
else {
const err228 = {instancePath:instancePath+"/notification/android/deep_link",schemaPath:"#/properties/notification/properties/android/properties/deep_link/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
}
else {
const err229 = {instancePath:instancePath+"/notification/android",schemaPath:"#/properties/notification/properties/android/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
if(data44.ios !== undefined){
let data97 = data44.ios;
if(data97 && typeof data97 == "object" && !Array.isArray(data97)){
for(const key25 in data97){
if(!((((((key25 === "thread-id") || (key25 === "badge")) || (key25 === "content-available")) || (key25 === "mutable-content")) || (key25 === "sound")) || (key25 === "deep_link"))){
const err230 = {instancePath:instancePath+"/notification/ios",schemaPath:"#/properties/notification/properties/ios/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
if(data97["thread-id"] !== undefined){
let data98 = data97["thread-id"];
if((!(((typeof data98 == "number") && (!(data98 % 1) && !isNaN(data98))) && (isFinite(data98)))) && (typeof data98 !== "string")){
const err231 = {instancePath:instancePath+"/notification/ios/thread-id",schemaPath:"#/properties/notification/properties/ios/properties/thread-id/type",keyword:"type",params:{type: schema12.properties.notification.properties.ios.properties["thread-id"].type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
if(typeof data98 === "string"){
if(!pattern41.test(data98)){
const err232 = {instancePath:instancePath+"/notification/ios/thread-id",schemaPath:"#/properties/notification/properties/ios/properties/thread-id/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
}
if(data97.badge !== undefined){
let data99 = data97.badge;
if((!(((typeof data99 == "number") && (!(data99 % 1) && !isNaN(data99))) && (isFinite(data99)))) && (typeof data99 !== "string")){
const err233 = {instancePath:instancePath+"/notification/ios/badge",schemaPath:"#/properties/notification/properties/ios/properties/badge/type",keyword:"type",params:{type: schema12.properties.notification.properties.ios.properties.badge.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
if((typeof data99 == "number") && (isFinite(data99))){
if(data99 < 0 || isNaN(data99)){
const err234 = {instancePath:instancePath+"/notification/ios/badge",schemaPath:"#/properties/notification/properties/ios/properties/badge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
if(typeof data99 === "string"){
if(!pattern41.test(data99)){
const err235 = {instancePath:instancePath+"/notification/ios/badge",schemaPath:"#/properties/notification/properties/ios/properties/badge/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
}
if(data97["content-available"] !== undefined){
let data100 = data97["content-available"];
if((typeof data100 !== "boolean") && (typeof data100 !== "string")){
const err236 = {instancePath:instancePath+"/notification/ios/content-available",schemaPath:"#/properties/notification/properties/ios/properties/content-available/type",keyword:"type",params:{type: schema12.properties.notification.properties.ios.properties["content-available"].type},message:"must be boolean,string"};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
if(typeof data100 === "string"){
if(!pattern41.test(data100)){
const err237 = {instancePath:instancePath+"/notification/ios/content-available",schemaPath:"#/properties/notification/properties/ios/properties/content-available/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
}
if(data97["mutable-content"] !== undefined){
let data101 = data97["mutable-content"];
if((typeof data101 !== "boolean") && (typeof data101 !== "string")){
const err238 = {instancePath:instancePath+"/notification/ios/mutable-content",schemaPath:"#/properties/notification/properties/ios/properties/mutable-content/type",keyword:"type",params:{type: schema12.properties.notification.properties.ios.properties["mutable-content"].type},message:"must be boolean,string"};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
if(typeof data101 === "string"){
if(!pattern41.test(data101)){
const err239 = {instancePath:instancePath+"/notification/ios/mutable-content",schemaPath:"#/properties/notification/properties/ios/properties/mutable-content/pattern",keyword:"pattern",params:{pattern: "\\{\\{"},message:"must match pattern \""+"\\{\\{"+"\""};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
}
if(data97.sound !== undefined){
let data102 = data97.sound;
if(typeof data102 === "string"){
if(data102.length < 1){
const err240 = {instancePath:instancePath+"/notification/ios/sound",schemaPath:"#/properties/notification/properties/ios/properties/sound/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
else {
const err241 = {instancePath:instancePath+"/notification/ios/sound",schemaPath:"#/properties/notification/properties/ios/properties/sound/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
if(data97.deep_link !== undefined){
let data103 = data97.deep_link;
if(data103 && typeof data103 == "object" && !Array.isArray(data103)){
if(Object.keys(data103).length < 1){
const err242 = {instancePath:instancePath+"/notification/ios/deep_link",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
for(const key26 in data103){
if(!(((((key26 === "ins_dl_internal") || (key26 === "ins_dl_external")) || (key26 === "ins_dl_url_scheme")) || (key26 === "ins_dl_json")) || (pattern48.test(key26)))){
const err243 = {instancePath:instancePath+"/notification/ios/deep_link",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
}
if(data103.ins_dl_internal !== undefined){
let data104 = data103.ins_dl_internal;
if(typeof data104 === "string"){
if(data104.length < 1){
const err244 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_internal",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_internal/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
else {
const err245 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_internal",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
}
if(data103.ins_dl_external !== undefined){
let data105 = data103.ins_dl_external;
if(typeof data105 === "string"){
if(data105.length < 1){
const err246 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_external",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_external/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
}
else {
const err247 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_external",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
if(data103.ins_dl_url_scheme !== undefined){
let data106 = data103.ins_dl_url_scheme;
if(typeof data106 === "string"){
if(data106.length < 1){
const err248 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_url_scheme/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
else {
const err249 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_url_scheme",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
if(data103.ins_dl_json !== undefined){
let data107 = data103.ins_dl_json;
if(typeof data107 === "string"){
if(data107.length < 1){
const err250 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_json",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_json/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
}
else {
const err251 = {instancePath:instancePath+"/notification/ios/deep_link/ins_dl_json",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
for(const key27 in data103){
if(pattern48.test(key27)){
if(typeof data103[key27] !== "string"){
const err252 = {instancePath:instancePath+"/notification/ios/deep_link/" + key27.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notification/properties/ios/properties/deep_link/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
}
}
else {
const err253 = {instancePath:instancePath+"/notification/ios/deep_link",schemaPath:"#/properties/notification/properties/ios/properties/deep_link/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
}
}
else {
const err254 = {instancePath:instancePath+"/notification/ios",schemaPath:"#/properties/notification/properties/ios/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
}
}
else {
const err255 = {instancePath:instancePath+"/notification",schemaPath:"#/properties/notification/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
if(data.report_attributes !== undefined){
let data109 = data.report_attributes;
if(Array.isArray(data109)){
const len5 = data109.length;
for(let i6=0; i6<len5; i6++){
let data110 = data109[i6];
if(typeof data110 === "string"){
if(!pattern62.test(data110)){
const err256 = {instancePath:instancePath+"/report_attributes/" + i6,schemaPath:"#/properties/report_attributes/items/pattern",keyword:"pattern",params:{pattern: "^INSIDER\\.(age|app_version|birthday|carrier|device_language|device_token|email|email_optin|environment|gender|idfa|insider_id|language|last_ip|location_enabled|location_optin|model|name|os_version|package_name|phone_number|platform|push_enabled|push_optin|screen_height|screen_width|sdk_version|sms_optin|surname|timezone|udid|uuid|custom\\..+)$"},message:"must match pattern \""+"^INSIDER\\.(age|app_version|birthday|carrier|device_language|device_token|email|email_optin|environment|gender|idfa|insider_id|language|last_ip|location_enabled|location_optin|model|name|os_version|package_name|phone_number|platform|push_enabled|push_optin|screen_height|screen_width|sdk_version|sms_optin|surname|timezone|udid|uuid|custom\\..+)$"+"\""};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
}
else {
const err257 = {instancePath:instancePath+"/report_attributes/" + i6,schemaPath:"#/properties/report_attributes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
}
}
else {
const err258 = {instancePath:instancePath+"/report_attributes",schemaPath:"#/properties/report_attributes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
}
else {
const err259 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

export const notification = validate12;
const schema13 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://pushplan.dev/schema/notification.schema.json","type":"object","additionalProperties":false,"required":["identifiers","camp_id","camp_name","title","message"],"properties":{"identifiers":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"INSIDER.email":{"type":"string","minLength":1},"INSIDER.phone_number":{"type":"string","minLength":1},"INSIDER.uuid":{"type":"string","minLength":1},"INSIDER.custom":{"type":"object","additionalProperties":false,"minProperties":1,"patternProperties":{"^[A-Za-z0-9_.-]+$":{"type":"string","minLength":1}}}}},"camp_id":{"type":"integer","minimum":1},"camp_name":{"type":"string","minLength":1},"title":{"type":"string","minLength":1},"message":{"type":"string","minLength":1},"image_url":{"type":"string","pattern":"^https?://."},"ttl":{"type":"integer","minimum":1},"check_optin":{"type":"boolean"},"GFC_enabled":{"type":"boolean"},"send_single_user":{"type":"boolean"},"advanced_push_payload":{"type":"object","additionalProperties":false,"required":["advanced_push_type","advanced_push_items"],"properties":{"advanced_push_type":{"type":"string","enum":["carousel","slider"]},"advanced_push_items":{"type":"array","minItems":3,"maxItems":6,"items":{"type":"object","additionalProperties":false,"required":["id","headline","description","image_url"],"properties":{"id":{"type":"integer"},"headline":{"type":"string","minLength":1},"description":{"type":"string","minLength":1},"image_url":{"type":"string","pattern":"^https://."},"deep_links":{"type":"object","additionalProperties":false,"properties":{"ins_dl_internal":{"type":"string"},"ins_dl_external":{"type":"string"},"ins_dl_url_scheme":{"type":"string"},"ins_dl_json":{"type":"string"}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}}}}},"android":{"type":"object","additionalProperties":false,"properties":{"channel_id":{"type":"integer","minimum":1},"sound":{"type":"string","minLength":1},"deep_link":{"type":"object","additionalProperties":false,"properties":{"ins_dl_internal":{"type":"string"},"ins_dl_external":{"type":"string"},"ins_dl_url_scheme":{"type":"string"},"ins_dl_json":{"type":"string"}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}},"ios":{"type":"object","additionalProperties":false,"properties":{"thread-id":{"type":"integer"},"badge":{"type":"integer","minimum":0},"content-available":{"type":"boolean"},"mutable-content":{"type":"boolean"},"sound":{"type":"string","minLength":1},"deep_link":{"type":"object","additionalProperties":false,"properties":{"ins_dl_internal":{"type":"string"},"ins_dl_external":{"type":"string"},"ins_dl_url_scheme":{"type":"string"},"ins_dl_json":{"type":"string"}},"patternProperties":{"^(?!aps$|ins_dl_).+$":{"type":"string"}}}}}}};
const pattern63 = new RegExp("^[A-Za-z0-9_.-]+$", "u");
const pattern65 = new RegExp("^https?://.", "u");
const pattern66 = new RegExp("^https://.", "u");

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://pushplan.dev/schema/notification.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.identifiers === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "identifiers"},message:"must have required property '"+"identifiers"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.camp_id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "camp_id"},message:"must have required property '"+"camp_id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.camp_name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "camp_name"},message:"must have required property '"+"camp_name"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.title === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.message === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema13.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.identifiers !== undefined){
let data0 = data.identifiers;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err6 = {instancePath:instancePath+"/identifiers",schemaPath:"#/properties/identifiers/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data0){
if(!((((key1 === "INSIDER.email") || (key1 === "INSIDER.phone_number")) || (key1 === "INSIDER.uuid")) || (key1 === "INSIDER.custom"))){
const err7 = {instancePath:instancePath+"/identifiers",schemaPath:"#/properties/identifiers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0["INSIDER.email"] !== undefined){
let data1 = data0["INSIDER.email"];
if(typeof data1 === "string"){
if(data1.length < 1){
const err8 = {instancePath:instancePath+"/identifiers/INSIDER.email",schemaPath:"#/properties/identifiers/properties/INSIDER.email/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/identifiers/INSIDER.email",schemaPath:"#/properties/identifiers/properties/INSIDER.email/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0["INSIDER.phone_number"] !== undefined){
let data2 = data0["INSIDER.phone_number"];
if(typeof data2 === "string"){
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/identifiers/INSIDER.phone_number",schemaPath:"#/properties/identifiers/properties/INSIDER.phone_number/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/identifiers/INSIDER.phone_number",schemaPath:"#/properties/identifiers/properties/INSIDER.phone_number/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0["INSIDER.uuid"] !== undefined){
let data3 = data0["INSIDER.uuid"];
if(typeof data3 === "string"){
if(data3.length < 1){
const err12 = {instancePath:instancePath+"/identifiers/INSIDER.uuid",schemaPath:"#/properties/identifiers/properties/INSIDER.uuid/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/identifiers/INSIDER.uuid",schemaPath:"#/properties/identifiers/properties/INSIDER.uuid/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0["INSIDER.custom"] !== undefined){
let data4 = data0["INSIDER.custom"];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length < 1){
const err14 = {instancePath:instancePath+"/identifiers/INSIDER.custom",schemaPath:"#/properties/identifiers/properties/INSIDER.custom/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key2 in data4){
if(!(pattern63.test(key2))){
const err15 = {instancePath:instancePath+"/identifiers/INSIDER.custom",schemaPath:"#/properties/identifiers/properties/INSIDER.custom/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
for(const key3 in data4){
if(pattern63.test(key3)){
let data5 = data4[key3];
if(typeof data5 === "string"){
if(data5.length < 1){
const err16 = {instancePath:instancePath+"/identifiers/INSIDER.custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/identifiers/properties/INSIDER.custom/patternProperties/%5E%5BA-Za-z0-9_.-%5D%2B%24/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/identifiers/INSIDER.custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/identifiers/properties/INSIDER.custom/patternProperties/%5E%5BA-Za-z0-9_.-%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
else {
const err18 = {instancePath:instancePath+"/identifiers/INSIDER.custom",schemaPath:"#/properties/identifiers/properties/INSIDER.custom/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/identifiers",schemaPath:"#/properties/identifiers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.camp_id !== undefined){
let data6 = data.camp_id;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err20 = {instancePath:instancePath+"/camp_id",schemaPath:"#/properties/camp_id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err21 = {instancePath:instancePath+"/camp_id",schemaPath:"#/properties/camp_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data.camp_name !== undefined){
let data7 = data.camp_name;
if(typeof data7 === "string"){
if(data7.length < 1){
const err22 = {instancePath:instancePath+"/camp_name",schemaPath:"#/properties/camp_name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/camp_name",schemaPath:"#/properties/camp_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.title !== undefined){
let data8 = data.title;
if(typeof data8 === "string"){
if(data8.length < 1){
const err24 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.message !== undefined){
let data9 = data.message;
if(typeof data9 === "string"){
if(data9.length < 1){
const err26 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.image_url !== undefined){
let data10 = data.image_url;
if(typeof data10 === "string"){
if(!pattern65.test(data10)){
const err28 = {instancePath:instancePath+"/image_url",schemaPath:"#/properties/image_url/pattern",keyword:"pattern",params:{pattern: "^https?://."},message:"must match pattern \""+"^https?://."+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/image_url",schemaPath:"#/properties/image_url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.ttl !== undefined){
let data11 = data.ttl;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err30 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err31 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data.check_optin !== undefined){
if(typeof data.check_optin !== "boolean"){
const err32 = {instancePath:instancePath+"/check_optin",schemaPath:"#/properties/check_optin/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.GFC_enabled !== undefined){
if(typeof data.GFC_enabled !== "boolean"){
const err33 = {instancePath:instancePath+"/GFC_enabled",schemaPath:"#/properties/GFC_enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.send_single_user !== undefined){
if(typeof data.send_single_user !== "boolean"){
const err34 = {instancePath:instancePath+"/send_single_user",schemaPath:"#/properties/send_single_user/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.advanced_push_payload !== undefined){
let data15 = data.advanced_push_payload;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.advanced_push_type === undefined){
const err35 = {instancePath:instancePath+"/advanced_push_payload",schemaPath:"#/properties/advanced_push_payload/required",keyword:"required",params:{missingProperty: "advanced_push_type"},message:"must have required property '"+"advanced_push_type"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data15.advanced_push_items === undefined){
const err36 = {instancePath:instancePath+"/advanced_push_payload",schemaPath:"#/properties/advanced_push_payload/required",keyword:"required",params:{missingProperty: "advanced_push_items"},message:"must have required property '"+"advanced_push_items"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key4 in data15){
if(!((key4 === "advanced_push_type") || (key4 === "advanced_push_items"))){
const err37 = {instancePath:instancePath+"/advanced_push_payload",schemaPath:"#/properties/advanced_push_payload/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data15.advanced_push_type !== undefined){
let data16 = data15.advanced_push_type;
if(typeof data16 !== "string"){
const err38 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_type",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((data16 === "carousel") || (data16 === "slider"))){
const err39 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_type",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_type/enum",keyword:"enum",params:{allowedValues: schema13.properties.advanced_push_payload.properties.advanced_push_type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data15.advanced_push_items !== undefined){
let data17 = data15.advanced_push_items;
if(Array.isArray(data17)){
if(data17.length > 6){
const err40 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/maxItems",keyword:"maxItems",params:{limit: 6},message:"must NOT have more than 6 items"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data17.length < 3){
const err41 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/minItems",keyword:"minItems",params:{limit: 3},message:"must NOT have fewer than 3 items"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.id === undefined){
const err42 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0,schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data18.headline === undefined){
const err43 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0,schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "headline"},message:"must have required property '"+"headline"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data18.description === undefined){
const err44 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0,schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data18.image_url === undefined){
const err45 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0,schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/required",keyword:"required",params:{missingProperty: "image_url"},message:"must have required property '"+"image_url"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key5 in data18){
if(!(((((key5 === "id") || (key5 === "headline")) || (key5 === "description")) || (key5 === "image_url")) || (key5 === "deep_links"))){
const err46 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0,schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data18.id !== undefined){
let data19 = data18.id;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err47 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/id",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data18.headline !== undefined){
let data20 = data18.headline;
if(typeof data20 === "string"){
if(data20.length < 1){
const err48 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/headline",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/headline/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/headline",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/headline/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data18.description !== undefined){
let data21 = data18.description;
if(typeof data21 === "string"){
if(data21.length < 1){
const err50 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/description",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/description",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data18.image_url !== undefined){
let data22 = data18.image_url;
if(typeof data22 === "string"){
if(!pattern66.test(data22)){
const err52 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/image_url",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/image_url/pattern",keyword:"pattern",params:{pattern: "^https://."},message:"must match pattern \""+"^https://."+"\""};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/image_url",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/image_url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data18.deep_links !== undefined){
let data23 = data18.deep_links;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key6 in data23){
if(!(((((key6 === "ins_dl_internal") || (key6 === "ins_dl_external")) || (key6 === "ins_dl_url_scheme")) || (key6 === "ins_dl_json")) || (pattern48.test(key6)))){
const err54 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data23.ins_dl_internal !== undefined){
if(typeof data23.ins_dl_internal !== "string"){
const err55 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links/ins_dl_internal",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data23.ins_dl_external !== undefined){
if(typeof data23.ins_dl_external !== "string"){
const err56 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links/ins_dl_external",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data23.ins_dl_url_scheme !== undefined){
if(typeof data23.ins_dl_url_scheme !== "string"){
const err57 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links/ins_dl_url_scheme",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data23.ins_dl_json !== undefined){
if(typeof data23.ins_dl_json !== "string"){
const err58 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links/ins_dl_json",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
for(const key7 in data23){
if(pattern48.test(key7)){
if(typeof data23[key7] !== "string"){
const err59 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0+"/deep_links",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/properties/deep_links/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items/" + i0,schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/advanced_push_payload/advanced_push_items",schemaPath:"#/properties/advanced_push_payload/properties/advanced_push_items/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/advanced_push_payload",schemaPath:"#/properties/advanced_push_payload/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.android !== undefined){
let data29 = data.android;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key8 in data29){
if(!(((key8 === "channel_id") || (key8 === "sound")) || (key8 === "deep_link"))){
const err64 = {instancePath:instancePath+"/android",schemaPath:"#/properties/android/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data29.channel_id !== undefined){
let data30 = data29.channel_id;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err65 = {instancePath:instancePath+"/android/channel_id",schemaPath:"#/properties/android/properties/channel_id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 1 || isNaN(data30)){
const err66 = {instancePath:instancePath+"/android/channel_id",schemaPath:"#/properties/android/properties/channel_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data29.sound !== undefined){
let data31 = data29.sound;
if(typeof data31 === "string"){
if(data31.length < 1){
const err67 = {instancePath:instancePath+"/android/sound",schemaPath:"#/properties/android/properties/sound/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/android/sound",schemaPath:"#/properties/android/properties/sound/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data29.deep_link !== undefined){
let data32 = data29.deep_link;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key9 in data32){
if(!(((((key9 === "ins_dl_internal") || (key9 === "ins_dl_external")) || (key9 === "ins_dl_url_scheme")) || (key9 === "ins_dl_json")) || (pattern48.test(key9)))){
const err69 = {instancePath:instancePath+"/android/deep_link",schemaPath:"#/properties/android/properties/deep_link/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data32.ins_dl_internal !== undefined){
if(typeof data32.ins_dl_internal !== "string"){
const err70 = {instancePath:instancePath+"/android/deep_link/ins_dl_internal",schemaPath:"#/properties/android/properties/deep_link/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data32.ins_dl_external !== undefined){
if(typeof data32.ins_dl_external !== "string"){
const err71 = {instancePath:instancePath+"/android/deep_link/ins_dl_external",schemaPath:"#/properties/android/properties/deep_link/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data32.ins_dl_url_scheme !== undefined){
if(typeof data32.ins_dl_url_scheme !== "string"){
const err72 = {instancePath:instancePath+"/android/deep_link/ins_dl_url_scheme",schemaPath:"#/properties/android/properties/deep_link/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data32.ins_dl_json !== undefined){
if(typeof data32.ins_dl_json !== "string"){
const err73 = {instancePath:instancePath+"/android/deep_link/ins_dl_json",schemaPath:"#/properties/android/properties/deep_link/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
for(const key10 in data32){
if(pattern48.test(key10)){
if(typeof data32[key10] !== "string"){
const err74 = {instancePath:instancePath+"/android/deep_link/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/android/properties/deep_link/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
}
else {
const err75 = {instancePath:instancePath+"/android/deep_link",schemaPath:"#/properties/android/properties/deep_link/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/android",schemaPath:"#/properties/android/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data.ios !== undefined){
let data38 = data.ios;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key11 in data38){
if(!((((((key11 === "thread-id") || (key11 === "badge")) || (key11 === "content-available")) || (key11 === "mutable-content")) || (key11 === "sound")) || (key11 === "deep_link"))){
const err77 = {instancePath:instancePath+"/ios",schemaPath:"#/properties/ios/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data38["thread-id"] !== undefined){
let data39 = data38["thread-id"];
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err78 = {instancePath:instancePath+"/ios/thread-id",schemaPath:"#/properties/ios/properties/thread-id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data38.badge !== undefined){
let data40 = data38.badge;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err79 = {instancePath:instancePath+"/ios/badge",schemaPath:"#/properties/ios/properties/badge/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err80 = {instancePath:instancePath+"/ios/badge",schemaPath:"#/properties/ios/properties/badge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
if(data38["content-available"] !== undefined){
if(typeof data38["content-available"] !== "boolean"){
const err81 = {instancePath:instancePath+"/ios/content-available",schemaPath:"#/properties/ios/properties/content-available/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data38["mutable-content"] !== undefined){
if(typeof data38["mutable-content"] !== "boolean"){
const err82 = {instancePath:instancePath+"/ios/mutable-content",schemaPath:"#/properties/ios/properties/mutable-content/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data38.sound !== undefined){
let data43 = data38.sound;
if(typeof data43 === "string"){
if(data43.length < 1){
const err83 = {instancePath:instancePath+"/ios/sound",schemaPath:"#/properties/ios/properties/sound/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/ios/sound",schemaPath:"#/properties/ios/properties/sound/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data38.deep_link !== undefined){
let data44 = data38.deep_link;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key12 in data44){
if(!(((((key12 === "ins_dl_internal") || (key12 === "ins_dl_external")) || (key12 === "ins_dl_url_scheme")) || (key12 === "ins_dl_json")) || (pattern48.test(key12)))){
const err85 = {instancePath:instancePath+"/ios/deep_link",schemaPath:"#/properties/ios/properties/deep_link/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data44.ins_dl_internal !== undefined){
if(typeof data44.ins_dl_internal !== "string"){
const err86 = {instancePath:instancePath+"/ios/deep_link/ins_dl_internal",schemaPath:"#/properties/ios/properties/deep_link/properties/ins_dl_internal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data44.ins_dl_external !== undefined){
if(typeof data44.ins_dl_external !== "string"){
const err87 = {instancePath:instancePath+"/ios/deep_link/ins_dl_external",schemaPath:"#/properties/ios/properties/deep_link/properties/ins_dl_external/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data44.ins_dl_url_scheme !== undefined){
if(typeof data44.ins_dl_url_scheme !== "string"){
const err88 = {instancePath:instancePath+"/ios/deep_link/ins_dl_url_scheme",schemaPath:"#/properties/ios/properties/deep_link/properties/ins_dl_url_scheme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data44.ins_dl_json !== undefined){
if(typeof data44.ins_dl_json !== "string"){
const err89 = {instancePath:instancePath+"/ios/deep_link/ins_dl_json",schemaPath:"#/properties/ios/properties/deep_link/properties/ins_dl_json/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
for(const key13 in data44){
if(pattern48.test(key13)){
if(typeof data44[key13] !== "string"){
const err90 = {instancePath:instancePath+"/ios/deep_link/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/ios/properties/deep_link/patternProperties/%5E(%3F!aps%24%7Cins_dl_).%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
}
else {
const err91 = {instancePath:instancePath+"/ios/deep_link",schemaPath:"#/properties/ios/properties/deep_link/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/ios",schemaPath:"#/properties/ios/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

export const plan = validate13;
const schema14 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://pushplan.dev/schema/plan.schema.json","title":"A plan","description":"What `pushplan plan --json` prints and `pushplan plan --out FILE` saves: what apply would send now. It holds counts and stand-ins, no people.","examples":[{"format_version":"1.0","seal":"pp1:3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d","environment":"production","history":"ledger","allowed":[],"totals":{"rows":300,"send":240,"resend":3,"settled":40,"in_doubt":0,"removed":17,"requests":13,"eta_seconds":1},"campaigns":[],"diagnostics":[]}],"type":"object","additionalProperties":false,"required":["format_version","seal","environment","history","allowed","totals","campaigns","diagnostics"],"properties":{"format_version":{"description":"The version of this format. A higher second number adds keys, a higher first number changes their meaning.","examples":["1.0"],"const":"1.0"},"seal":{"description":"The SHA-256 over the digests of all notifications that will be sent, after \"pp1:\". Two plans with one seal send exactly the same. It needs no ledger and no key to be made.","examples":["pp1:3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"],"type":"string","pattern":"^pp1:[0-9a-f]{64}$"},"environment":{"description":"The name of the environment that it is for.","examples":["production"],"type":"string"},"history":{"description":"ledger: it is known who has been sent to. none: no ledger was looked at (there is none yet, or its variable is not set), so this plan counts as if nobody had been.","examples":["ledger","none"],"type":"string","enum":["ledger","none"]},"base":{"$ref":"#/definitions/base"},"allowed":{"description":"What was allowed for this plan with --allow, and would be refused otherwise: resend. An apply of the saved plan may do it too.","examples":[["resend"],[]],"type":"array","items":{"description":"One thing that was allowed.","examples":["resend"],"type":"string","enum":["resend"]}},"totals":{"$ref":"#/definitions/totals"},"campaigns":{"description":"One entry per campaign, in the order of their paths. They are sent in this order, those of high priority first.","examples":[[]],"type":"array","items":{"$ref":"#/definitions/campaignPlan"}},"diagnostics":{"description":"Findings about the plan as a whole; those about one campaign stand there.","examples":[[]],"type":"array","items":{"$ref":"#/definitions/diagnostic"}},"saved":{"$ref":"#/definitions/savedPlan"}},"definitions":{"totals":{"description":"The counts of all campaigns together.","examples":[{"rows":300,"send":240,"resend":3,"settled":40,"in_doubt":0,"removed":17,"requests":13,"eta_seconds":1}],"type":"object","additionalProperties":false,"required":["rows","send","resend","settled","in_doubt","removed","requests","eta_seconds"],"properties":{"rows":{"description":"Rows read from all audiences. Always send + resend + settled + in_doubt + removed.","examples":[300],"type":"integer","minimum":0},"send":{"description":"Notifications that apply would send now for the first time.","examples":[240],"type":"integer","minimum":0},"resend":{"description":"Notifications that apply would send again, because they changed since and the campaign says resend: on_change.","examples":[3],"type":"integer","minimum":0},"settled":{"description":"Rows that have been sent to already, or were refused: nothing is done.","examples":[40],"type":"integer","minimum":0},"in_doubt":{"description":"Rows of which an earlier run does not know whether they were received. Not sent again until that is settled: see `pushplan resolve`.","examples":[0],"type":"integer","minimum":0},"removed":{"description":"Rows that are left out: invalid, duplicate, filtered or short of cards.","examples":[17],"type":"integer","minimum":0},"requests":{"description":"Requests that apply would make, of up to 20 notifications each.","examples":[13],"type":"integer","minimum":0},"eta_seconds":{"description":"How long sending them takes at the environment's pace, in whole seconds.","examples":[1],"type":"integer","minimum":0}}},"campaignPlan":{"description":"What apply would do for one campaign.","examples":[{"id":"wishlist-sale","camp_id":1204,"file":"campaigns/wishlist-sale.campaign.yaml","guarantee":"at_most_once","priority":"normal","counts":{"rows":300,"send":240,"resend":3,"settled":40,"settled_earlier":0,"in_doubt":0,"removed":{"invalid":2,"duplicate":5,"filtered":10,"short":0}},"requests":13,"eta_seconds":1,"changes":[{"path":"notification.title","before":"Your wishlist","after":"Your wishlist is 30% off","recipients":240,"cause":{"kind":"campaign","name":"campaigns/wishlist-sale.campaign.yaml","file":"campaigns/wishlist-sale.campaign.yaml","line":21}}],"limits":[{"guard":"max_recipients","value":"243","limit":"60000","file":"pushplan.yaml","line":14,"passed":true}],"audit":[{"check":"title_cut","surface":"Android lock screen","level":"warn","count":12,"of":243,"worst_row":17,"detail":"49 of 61 characters are shown"}],"samples":[{"why":"longest_title","row":17,"notification":{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}}],"diagnostics":[]}],"type":"object","additionalProperties":false,"required":["id","camp_id","file","guarantee","counts","requests","eta_seconds","changes","limits","audit","samples","diagnostics"],"properties":{"id":{"description":"The campaign's id.","examples":["wishlist-sale"],"type":"string"},"camp_id":{"description":"The campaign's number at the vendor's; null when it is a template and so differs by recipient.","examples":[1204,null],"type":["integer","null"]},"file":{"description":"The campaign file, relative to the workspace with forward slashes.","examples":["campaigns/wishlist-sale.campaign.yaml"],"type":"string"},"priority":{"description":"Whether it is sent before campaigns of normal priority. Plans of an older version do not say it: normal.","examples":["normal"],"type":"string","enum":["high","normal"]},"guarantee":{"description":"What is done when nobody can tell whether a request arrived: not sent again, or sent again.","examples":["at_most_once"],"type":"string","enum":["at_most_once","at_least_once"]},"counts":{"$ref":"#/definitions/campaignCounts"},"requests":{"description":"Requests for this campaign, of up to 20 notifications each.","examples":[13],"type":"integer","minimum":0},"eta_seconds":{"description":"How long sending this campaign takes at the environment's pace, in whole seconds.","examples":[1],"type":"integer","minimum":0},"comparison":{"$ref":"#/definitions/comparison"},"changes":{"description":"Only with --base: what is different from it in what recipients get, each with its cause; empty otherwise.","examples":[[{"path":"notification.title","before":"Your wishlist","after":"Your wishlist is 30% off","recipients":240,"cause":{"kind":"campaign","name":"campaigns/wishlist-sale.campaign.yaml","file":"campaigns/wishlist-sale.campaign.yaml","line":21}}]],"type":"array","items":{"$ref":"#/definitions/change"}},"limits":{"description":"The guards of this campaign: what each measured, its limit, and where that is set.","examples":[[{"guard":"max_recipients","value":"243","limit":"60000","file":"pushplan.yaml","line":14,"passed":true}]],"type":"array","items":{"$ref":"#/definitions/limit"}},"audit":{"description":"What the copy audit found in the notifications that will be sent: all of them, not only the samples.","examples":[[{"check":"title_cut","surface":"Android lock screen","level":"warn","count":12,"of":243,"worst_row":17,"detail":"49 of 61 characters are shown"}]],"type":"array","items":{"$ref":"#/definitions/auditFinding"}},"samples":{"description":"A few notifications, picked for being the likeliest to look wrong.","examples":[[{"why":"longest_title","row":17,"notification":{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}}]],"type":"array","items":{"$ref":"#/definitions/sample"}},"diagnostics":{"description":"Findings about this campaign and its audience.","examples":[[]],"type":"array","items":{"$ref":"#/definitions/diagnostic"}}}},"campaignCounts":{"description":"The rows of one campaign's audience, by what is decided about them.","examples":[{"rows":300,"send":240,"resend":3,"settled":40,"settled_earlier":0,"in_doubt":0,"removed":{"invalid":2,"duplicate":5,"filtered":10,"short":0}}],"type":"object","additionalProperties":false,"required":["rows","send","resend","settled","settled_earlier","in_doubt","removed"],"properties":{"rows":{"description":"Rows read from the audience. Always send + resend + settled + in_doubt + removed.","examples":[300],"type":"integer","minimum":0},"send":{"description":"Notifications that apply would send now for the first time.","examples":[240],"type":"integer","minimum":0},"resend":{"description":"Notifications that apply would send again, because they changed since and the campaign says resend: on_change.","examples":[3],"type":"integer","minimum":0},"settled":{"description":"Rows that have been sent to already, or were refused: nothing is done.","examples":[40],"type":"integer","minimum":0},"settled_earlier":{"description":"How many of the settled ones were sent this very text before their last one, and so do not get it again. 0 with `resend: never`, where texts are not compared.","examples":[0],"type":"integer","minimum":0},"in_doubt":{"description":"Rows of which an earlier run does not know whether they were received. Not sent again until that is settled: see `pushplan resolve`.","examples":[0],"type":"integer","minimum":0},"removed":{"$ref":"#/definitions/removedCounts"}}},"removedCounts":{"description":"Rows that are left out, by reason.","examples":[{"invalid":2,"duplicate":5,"filtered":10,"short":0}],"type":"object","additionalProperties":false,"required":["invalid","duplicate","filtered","short"],"properties":{"invalid":{"description":"Rows that cannot become a notification: no identifier, a value of the wrong type, a template that fails.","examples":[2],"type":"integer","minimum":0},"duplicate":{"description":"Rows whose notification key an earlier row has.","examples":[5],"type":"integer","minimum":0},"filtered":{"description":"Rows that the campaign's where leaves out.","examples":[10],"type":"integer","minimum":0},"short":{"description":"Rows with fewer than 3 cards, in a campaign that says short: skip.","examples":[0],"type":"integer","minimum":0}}},"change":{"description":"One thing that recipients get otherwise than with the base.","examples":[{"path":"notification.title","before":"Your wishlist","after":"Your wishlist is 30% off","recipients":240,"cause":{"kind":"campaign","name":"campaigns/wishlist-sale.campaign.yaml","file":"campaigns/wishlist-sale.campaign.yaml","line":21}}],"type":"object","additionalProperties":false,"required":["path","before","after","recipients","cause"],"properties":{"path":{"description":"Where the value stands in the campaign file, its keys joined by dots; for a column of the audience, audience.NAME.","examples":["notification.title","audience.where.language[1]","audience.price"],"type":"string"},"before":{"description":"The value before: the text of the template, or a stand-in of what it printed where the cause is not in the campaign file; null when there was none, and for a column.","examples":["Your wishlist",null],"type":["string","number","boolean","null"]},"after":{"description":"The value now, likewise; null when there is none any more.","examples":["Your wishlist is 30% off",null],"type":["string","number","boolean","null"]},"recipients":{"description":"Of those who stay, how many get this value otherwise; null where that is not counted.","examples":[240,null],"type":["integer","null"],"minimum":0},"cause":{"$ref":"#/definitions/cause"}}},"sample":{"description":"One notification as an example, made of stand-ins for the recipient's cells, whose letters and digits are replaced. All else is as it will be sent: what the row decides, and what the campaign itself says.","examples":[{"why":"longest_title","row":17,"notification":{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}}],"type":"object","additionalProperties":false,"required":["why","row","notification"],"properties":{"why":{"description":"What it was picked for: longest_title, emptiest (the most empty values), most_cards, language (the first of a language that no other sample has), or first (the first that is sent).","examples":["longest_title"],"type":"string","enum":["longest_title","emptiest","most_cards","language","first"]},"row":{"description":"The number of its row in the audience, from 1, the header not counted.","examples":[17],"type":"integer","minimum":1},"notification":{"description":"The API's notification object, as in notification.schema.json.","examples":[{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}],"type":"object","additionalProperties":true},"language":{"description":"The language of the recipient, where the audience has a column for it.","examples":["tr"],"type":"string"}}},"savedPlan":{"description":"Only in a plan that was saved with --out: what apply needs to tell who was not in this plan. Still no people: the entries are salted.","examples":[{"version":2,"pushplan":"0.2.0","endpoint":"mobile.useinsider.com","workspace_id":"ws_4k7m2q9x3b5t","policy":{"max_growth":"2x","abort_if":[{"of":"refused","limit":"10%"}]},"salt":"00112233445566778899aabbccddeeff","set":"AAECAwQFBgc=","ledger":{"id":"5f1d7b3e-0c52-4c7e-9a55-2f0f6f0f8d11","serial":12},"files":[{"path":"audiences/wishlist.csv","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],"sha256":"3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"}],"type":"object","additionalProperties":false,"required":["version","pushplan","endpoint","workspace_id","policy","salt","set","ledger","files","sha256"],"properties":{"version":{"description":"The version of this part. Always 2. apply refuses version 1, which has no policy: plan again.","examples":[2],"const":2},"pushplan":{"description":"The version of pushplan that made the plan.","examples":["0.2.0"],"type":"string"},"endpoint":{"description":"What the environment sent to when the plan was made: `sandbox`, `loopback` (this machine, whatever the port) or the host. apply refuses a plan that was made for another.","examples":["mobile.useinsider.com","sandbox","loopback"],"type":"string","minLength":1},"workspace_id":{"description":"The `workspace_id` of pushplan.yaml when the plan was made; null where it has none. apply refuses a plan of another workspace.","examples":["ws_4k7m2q9x3b5t",null],"type":["string","null"]},"policy":{"$ref":"#/definitions/savedPolicy"},"salt":{"description":"Random bytes, in hexadecimal, with which the entries of the set are hashed.","examples":["00112233445566778899aabbccddeeff"],"type":"string","pattern":"^([0-9a-f]{2}){16,32}$"},"set":{"description":"One entry of 8 bytes per notification that was planned, sorted, all together in base64.","examples":["AAECAwQFBgc="],"type":"string","contentEncoding":"base64"},"ledger":{"description":"The ledger that was looked at; null when none was. apply refuses another ledger, and one that has gone back in time.","examples":[{"id":"5f1d7b3e-0c52-4c7e-9a55-2f0f6f0f8d11","serial":12},null],"type":["object","null"],"additionalProperties":false,"required":["id","serial"],"properties":{"id":{"description":"The ledger's id.","examples":["5f1d7b3e-0c52-4c7e-9a55-2f0f6f0f8d11"],"type":"string","minLength":1},"serial":{"description":"How far the ledger had come: it grows with every run and every resolution.","examples":[12],"type":"integer","minimum":0}}},"files":{"description":"The files that the plan was made from. They only explain why a plan has gone stale.","examples":[[{"path":"audiences/wishlist.csv","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}]],"type":"array","items":{"$ref":"#/definitions/fileDigest"}},"sha256":{"description":"The SHA-256 of this whole document without this value, by which a plan file that was cut or edited is told.","examples":["3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"],"type":"string","pattern":"^[0-9a-f]{64}$"}}},"savedPolicy":{"description":"The limits that only apply can measure, as the policy had them that guarded the plan: the base's, where there was one. apply keeps the stricter of these and its own, so merging a plan does not loosen what guarded it. A limit that the policy did not set is not here.","examples":[{"max_growth":"2x","abort_if":[{"of":"refused","limit":"10%"}],"max_age":"24h"}],"type":"object","additionalProperties":false,"required":["abort_if"],"properties":{"max_growth":{"description":"How many times as many recipients as in its last run a campaign may have.","examples":["2x","1.5x"],"type":"string","pattern":"^\\d[\\d.e+]*x$"},"abort_if":{"description":"What a run stops at by itself, in the order of pushplan.yaml.","examples":[[{"of":"refused","limit":"10%"}],[]],"type":"array","items":{"$ref":"#/definitions/abortLimit"}},"max_age":{"description":"How old an audience file may be.","examples":["24h","7d"],"type":"string","pattern":"^[1-9][0-9]*(m|h|d)$"}}},"abortLimit":{"description":"The most of one kind of outcome.","examples":[{"of":"InvalidCertificate","limit":5}],"type":"object","additionalProperties":false,"required":["of","limit"],"properties":{"of":{"description":"refused, rejected or the reason of a refusal, as in pushplan.yaml.","examples":["refused","OptOut"],"type":"string","minLength":1},"limit":{"description":"A count, or a share with a percent sign.","examples":["10%",5],"type":["integer","string"],"minimum":0,"pattern":"^\\d[\\d.e\\-]*%$"}}},"fileDigest":{"description":"One file as it was when the plan was made.","examples":[{"path":"audiences/wishlist.csv","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],"type":"object","additionalProperties":false,"required":["path","sha256"],"properties":{"path":{"description":"The file, relative to the workspace with forward slashes.","examples":["audiences/wishlist.csv"],"type":"string"},"sha256":{"description":"The SHA-256 of its bytes, in hexadecimal.","examples":["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],"type":"string","pattern":"^[0-9a-f]{64}$"}}},"diagnostic":{"description":"One finding: what is wrong or worth knowing, where, and what to do about it.","examples":[{"severity":"error","code":"PP110","message":"there is no column \"first_nme\"","file":"campaigns/sale.campaign.yaml","line":14,"column":11,"help":"did you mean \"first_name\"?"}],"type":"object","additionalProperties":false,"required":["severity","code","message","file","line","column","help"],"properties":{"severity":{"description":"error: nothing is sent until it is put right. warning: worth a look, changes no exit code.","examples":["error","warning"],"type":"string","enum":["error","warning"]},"code":{"description":"The rule's stable code; .github/RULES.md has a section on each.","examples":["PP110"],"type":"string","pattern":"^PP\\d{3}$"},"message":{"description":"What is wrong. Rows are named by their number; it holds no personal data and no secret.","examples":["there is no column \"first_nme\""],"type":"string"},"file":{"description":"The file, relative to the workspace with forward slashes; null when it is about no file.","examples":["campaigns/sale.campaign.yaml",null],"type":["string","null"]},"line":{"description":"The line, from 1; null when it is about the file as a whole.","examples":[14,null],"type":["integer","null"],"minimum":1},"column":{"description":"The column in the line, from 1; null when it is about the file as a whole.","examples":[11,null],"type":["integer","null"],"minimum":1},"help":{"description":"What to do about it; null where the message says it all.","examples":["did you mean \"first_name\"?",null],"type":["string","null"]}}},"base":{"description":"Only with --base: the commit that this plan is compared with, and whose policy guards it.","examples":[{"ref":"origin/main","commit":"3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d","removed":[{"id":"summer-sale","file":"campaigns/summer-sale.campaign.yaml"}]}],"type":"object","additionalProperties":false,"required":["ref","commit","removed"],"properties":{"ref":{"description":"The base as it was named.","examples":["origin/main"],"type":"string"},"commit":{"description":"The id of its commit.","examples":["3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"],"type":"string","pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$"},"removed":{"description":"Campaigns of the base that are gone. Nothing is sent for them any more.","examples":[[{"id":"summer-sale","file":"campaigns/summer-sale.campaign.yaml"}]],"type":"array","items":{"$ref":"#/definitions/removedCampaign"}}}},"removedCampaign":{"description":"A campaign that the base has and this plan has not.","examples":[{"id":"summer-sale","file":"campaigns/summer-sale.campaign.yaml"}],"type":"object","additionalProperties":false,"required":["id","file"],"properties":{"id":{"description":"The campaign's id.","examples":["summer-sale"],"type":"string"},"file":{"description":"Where it was in the base, relative to the workspace.","examples":["campaigns/summer-sale.campaign.yaml"],"type":"string"}}},"comparison":{"description":"Only with --base: what merging does to this campaign.","examples":[{"status":"changed","joins":20,"leaves":3,"stays":280,"changed":280,"send_before":223,"resend_before":0}],"type":"object","additionalProperties":false,"required":["status","joins","leaves","stays","changed","send_before","resend_before"],"properties":{"status":{"description":"new: the base has no campaign of this id. changed: what would be sent, or to whom, is different. unchanged: neither is. unknown: the base cannot be read as far as this campaign goes, see the diagnostics.","examples":["changed"],"type":"string","enum":["new","changed","unchanged","unknown"]},"joins":{"description":"Recipients who were not in the audience of the base, or were removed there.","examples":[20],"type":"integer","minimum":0},"leaves":{"description":"Recipients who were, and are not any more.","examples":[3],"type":"integer","minimum":0},"stays":{"description":"Recipients in both.","examples":[280],"type":"integer","minimum":0},"changed":{"description":"Those of them whose notification is another one now.","examples":[280],"type":"integer","minimum":0},"send_before":{"description":"What the base would send now.","examples":[223],"type":"integer","minimum":0},"resend_before":{"description":"What the base would send again now.","examples":[0],"type":"integer","minimum":0}}},"limit":{"description":"One guard: measured, and held against its limit.","examples":[{"guard":"max_recipients","value":"243","limit":"60000","file":"pushplan.yaml","line":14,"passed":true}],"type":"object","additionalProperties":false,"required":["guard","value","limit","file","line","passed"],"properties":{"guard":{"description":"Its name, as in pushplan.yaml or the campaign file.","examples":["max_recipients","max_growth"],"type":"string"},"value":{"description":"What was measured, written as the limit is.","examples":["243","1.1x"],"type":"string"},"limit":{"description":"The limit that the value is held against.","examples":["60000","2x"],"type":"string"},"file":{"description":"The file that sets it, relative to the workspace; the policy file where it is a default.","examples":["pushplan.yaml"],"type":"string"},"line":{"description":"The line there; null where it is a default.","examples":[14,null],"type":["integer","null"],"minimum":1},"passed":{"description":"Whether the plan is within it.","examples":[true],"type":"boolean"}}},"auditFinding":{"description":"One thing that was found in the copy, and for how many.","examples":[{"check":"title_cut","surface":"Android lock screen","level":"warn","count":12,"of":243,"worst_row":17,"detail":"49 of 61 characters are shown"}],"type":"object","additionalProperties":false,"required":["check","surface","level","count","of","worst_row","detail"],"properties":{"check":{"description":"What was looked for, named as in the policy.","examples":["title_cut"],"type":"string","enum":["title_cut","message_cut","empty_slot","default_used","markup","payload_size","test_words","links_differ","emoji_cut","placeholder","encoding","empty_word","control","unencoded"]},"surface":{"description":"Where it shows: a surface of a phone, or a field of the notification; null where it is about the whole.","examples":["Android lock screen","notification.message",null],"type":["string","null"]},"level":{"description":"info: only counted. warn and error: a diagnostic too; an error blocks the plan.","examples":["warn"],"type":"string","enum":["info","warn","error"]},"count":{"description":"Notifications in which it was found.","examples":[12],"type":"integer","minimum":0},"of":{"description":"Notifications that were looked at.","examples":[243],"type":"integer","minimum":0},"worst_row":{"description":"The row number of the worst of them; null where no one is worse than the others.","examples":[17,null],"type":["integer","null"],"minimum":1},"detail":{"description":"The worst case in words, without any of its data.","examples":["49 of 61 characters are shown"],"type":"string"}}},"cause":{"description":"What was edited.","examples":[{"kind":"partial","name":"footer","file":"partials/footer.hbs","line":1}],"type":"object","additionalProperties":false,"required":["kind","name","file","line"],"properties":{"kind":{"description":"campaign: a line of the campaign file. partial: a template that it calls. column: values in a column of the audience. audience: its rows.","examples":["partial"],"type":"string","enum":["campaign","partial","column","audience"]},"name":{"description":"The file, the partial or the column by name.","examples":["footer"],"type":"string"},"file":{"description":"The file, relative to the workspace.","examples":["partials/footer.hbs"],"type":"string"},"line":{"description":"The first line that is different; null where that is not known, or many are.","examples":[1,null],"type":["integer","null"],"minimum":1}}}}};
const schema17 = {"description":"The counts of all campaigns together.","examples":[{"rows":300,"send":240,"resend":3,"settled":40,"in_doubt":0,"removed":17,"requests":13,"eta_seconds":1}],"type":"object","additionalProperties":false,"required":["rows","send","resend","settled","in_doubt","removed","requests","eta_seconds"],"properties":{"rows":{"description":"Rows read from all audiences. Always send + resend + settled + in_doubt + removed.","examples":[300],"type":"integer","minimum":0},"send":{"description":"Notifications that apply would send now for the first time.","examples":[240],"type":"integer","minimum":0},"resend":{"description":"Notifications that apply would send again, because they changed since and the campaign says resend: on_change.","examples":[3],"type":"integer","minimum":0},"settled":{"description":"Rows that have been sent to already, or were refused: nothing is done.","examples":[40],"type":"integer","minimum":0},"in_doubt":{"description":"Rows of which an earlier run does not know whether they were received. Not sent again until that is settled: see `pushplan resolve`.","examples":[0],"type":"integer","minimum":0},"removed":{"description":"Rows that are left out: invalid, duplicate, filtered or short of cards.","examples":[17],"type":"integer","minimum":0},"requests":{"description":"Requests that apply would make, of up to 20 notifications each.","examples":[13],"type":"integer","minimum":0},"eta_seconds":{"description":"How long sending them takes at the environment's pace, in whole seconds.","examples":[1],"type":"integer","minimum":0}}};
const schema27 = {"description":"One finding: what is wrong or worth knowing, where, and what to do about it.","examples":[{"severity":"error","code":"PP110","message":"there is no column \"first_nme\"","file":"campaigns/sale.campaign.yaml","line":14,"column":11,"help":"did you mean \"first_name\"?"}],"type":"object","additionalProperties":false,"required":["severity","code","message","file","line","column","help"],"properties":{"severity":{"description":"error: nothing is sent until it is put right. warning: worth a look, changes no exit code.","examples":["error","warning"],"type":"string","enum":["error","warning"]},"code":{"description":"The rule's stable code; .github/RULES.md has a section on each.","examples":["PP110"],"type":"string","pattern":"^PP\\d{3}$"},"message":{"description":"What is wrong. Rows are named by their number; it holds no personal data and no secret.","examples":["there is no column \"first_nme\""],"type":"string"},"file":{"description":"The file, relative to the workspace with forward slashes; null when it is about no file.","examples":["campaigns/sale.campaign.yaml",null],"type":["string","null"]},"line":{"description":"The line, from 1; null when it is about the file as a whole.","examples":[14,null],"type":["integer","null"],"minimum":1},"column":{"description":"The column in the line, from 1; null when it is about the file as a whole.","examples":[11,null],"type":["integer","null"],"minimum":1},"help":{"description":"What to do about it; null where the message says it all.","examples":["did you mean \"first_name\"?",null],"type":["string","null"]}}};
const pattern73 = new RegExp("^pp1:[0-9a-f]{64}$", "u");
const pattern75 = new RegExp("^PP\\d{3}$", "u");
const schema15 = {"description":"Only with --base: the commit that this plan is compared with, and whose policy guards it.","examples":[{"ref":"origin/main","commit":"3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d","removed":[{"id":"summer-sale","file":"campaigns/summer-sale.campaign.yaml"}]}],"type":"object","additionalProperties":false,"required":["ref","commit","removed"],"properties":{"ref":{"description":"The base as it was named.","examples":["origin/main"],"type":"string"},"commit":{"description":"The id of its commit.","examples":["3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"],"type":"string","pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$"},"removed":{"description":"Campaigns of the base that are gone. Nothing is sent for them any more.","examples":[[{"id":"summer-sale","file":"campaigns/summer-sale.campaign.yaml"}]],"type":"array","items":{"$ref":"#/definitions/removedCampaign"}}}};
const schema16 = {"description":"A campaign that the base has and this plan has not.","examples":[{"id":"summer-sale","file":"campaigns/summer-sale.campaign.yaml"}],"type":"object","additionalProperties":false,"required":["id","file"],"properties":{"id":{"description":"The campaign's id.","examples":["summer-sale"],"type":"string"},"file":{"description":"Where it was in the base, relative to the workspace.","examples":["campaigns/summer-sale.campaign.yaml"],"type":"string"}}};
const pattern74 = new RegExp("^[0-9a-f]{40}([0-9a-f]{24})?$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ref === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ref"},message:"must have required property '"+"ref"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.commit === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "commit"},message:"must have required property '"+"commit"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.removed === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "removed"},message:"must have required property '"+"removed"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "ref") || (key0 === "commit")) || (key0 === "removed"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.ref !== undefined){
if(typeof data.ref !== "string"){
const err4 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.commit !== undefined){
let data1 = data.commit;
if(typeof data1 === "string"){
if(!pattern74.test(data1)){
const err5 = {instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"},message:"must match pattern \""+"^[0-9a-f]{40}([0-9a-f]{24})?$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.removed !== undefined){
let data2 = data.removed;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err7 = {instancePath:instancePath+"/removed/" + i0,schemaPath:"#/definitions/removedCampaign/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.file === undefined){
const err8 = {instancePath:instancePath+"/removed/" + i0,schemaPath:"#/definitions/removedCampaign/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "id") || (key1 === "file"))){
const err9 = {instancePath:instancePath+"/removed/" + i0,schemaPath:"#/definitions/removedCampaign/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.id !== undefined){
if(typeof data3.id !== "string"){
const err10 = {instancePath:instancePath+"/removed/" + i0+"/id",schemaPath:"#/definitions/removedCampaign/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.file !== undefined){
if(typeof data3.file !== "string"){
const err11 = {instancePath:instancePath+"/removed/" + i0+"/file",schemaPath:"#/definitions/removedCampaign/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/removed/" + i0,schemaPath:"#/definitions/removedCampaign/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema18 = {"description":"What apply would do for one campaign.","examples":[{"id":"wishlist-sale","camp_id":1204,"file":"campaigns/wishlist-sale.campaign.yaml","guarantee":"at_most_once","priority":"normal","counts":{"rows":300,"send":240,"resend":3,"settled":40,"settled_earlier":0,"in_doubt":0,"removed":{"invalid":2,"duplicate":5,"filtered":10,"short":0}},"requests":13,"eta_seconds":1,"changes":[{"path":"notification.title","before":"Your wishlist","after":"Your wishlist is 30% off","recipients":240,"cause":{"kind":"campaign","name":"campaigns/wishlist-sale.campaign.yaml","file":"campaigns/wishlist-sale.campaign.yaml","line":21}}],"limits":[{"guard":"max_recipients","value":"243","limit":"60000","file":"pushplan.yaml","line":14,"passed":true}],"audit":[{"check":"title_cut","surface":"Android lock screen","level":"warn","count":12,"of":243,"worst_row":17,"detail":"49 of 61 characters are shown"}],"samples":[{"why":"longest_title","row":17,"notification":{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}}],"diagnostics":[]}],"type":"object","additionalProperties":false,"required":["id","camp_id","file","guarantee","counts","requests","eta_seconds","changes","limits","audit","samples","diagnostics"],"properties":{"id":{"description":"The campaign's id.","examples":["wishlist-sale"],"type":"string"},"camp_id":{"description":"The campaign's number at the vendor's; null when it is a template and so differs by recipient.","examples":[1204,null],"type":["integer","null"]},"file":{"description":"The campaign file, relative to the workspace with forward slashes.","examples":["campaigns/wishlist-sale.campaign.yaml"],"type":"string"},"priority":{"description":"Whether it is sent before campaigns of normal priority. Plans of an older version do not say it: normal.","examples":["normal"],"type":"string","enum":["high","normal"]},"guarantee":{"description":"What is done when nobody can tell whether a request arrived: not sent again, or sent again.","examples":["at_most_once"],"type":"string","enum":["at_most_once","at_least_once"]},"counts":{"$ref":"#/definitions/campaignCounts"},"requests":{"description":"Requests for this campaign, of up to 20 notifications each.","examples":[13],"type":"integer","minimum":0},"eta_seconds":{"description":"How long sending this campaign takes at the environment's pace, in whole seconds.","examples":[1],"type":"integer","minimum":0},"comparison":{"$ref":"#/definitions/comparison"},"changes":{"description":"Only with --base: what is different from it in what recipients get, each with its cause; empty otherwise.","examples":[[{"path":"notification.title","before":"Your wishlist","after":"Your wishlist is 30% off","recipients":240,"cause":{"kind":"campaign","name":"campaigns/wishlist-sale.campaign.yaml","file":"campaigns/wishlist-sale.campaign.yaml","line":21}}]],"type":"array","items":{"$ref":"#/definitions/change"}},"limits":{"description":"The guards of this campaign: what each measured, its limit, and where that is set.","examples":[[{"guard":"max_recipients","value":"243","limit":"60000","file":"pushplan.yaml","line":14,"passed":true}]],"type":"array","items":{"$ref":"#/definitions/limit"}},"audit":{"description":"What the copy audit found in the notifications that will be sent: all of them, not only the samples.","examples":[[{"check":"title_cut","surface":"Android lock screen","level":"warn","count":12,"of":243,"worst_row":17,"detail":"49 of 61 characters are shown"}]],"type":"array","items":{"$ref":"#/definitions/auditFinding"}},"samples":{"description":"A few notifications, picked for being the likeliest to look wrong.","examples":[[{"why":"longest_title","row":17,"notification":{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}}]],"type":"array","items":{"$ref":"#/definitions/sample"}},"diagnostics":{"description":"Findings about this campaign and its audience.","examples":[[]],"type":"array","items":{"$ref":"#/definitions/diagnostic"}}}};
const schema21 = {"description":"Only with --base: what merging does to this campaign.","examples":[{"status":"changed","joins":20,"leaves":3,"stays":280,"changed":280,"send_before":223,"resend_before":0}],"type":"object","additionalProperties":false,"required":["status","joins","leaves","stays","changed","send_before","resend_before"],"properties":{"status":{"description":"new: the base has no campaign of this id. changed: what would be sent, or to whom, is different. unchanged: neither is. unknown: the base cannot be read as far as this campaign goes, see the diagnostics.","examples":["changed"],"type":"string","enum":["new","changed","unchanged","unknown"]},"joins":{"description":"Recipients who were not in the audience of the base, or were removed there.","examples":[20],"type":"integer","minimum":0},"leaves":{"description":"Recipients who were, and are not any more.","examples":[3],"type":"integer","minimum":0},"stays":{"description":"Recipients in both.","examples":[280],"type":"integer","minimum":0},"changed":{"description":"Those of them whose notification is another one now.","examples":[280],"type":"integer","minimum":0},"send_before":{"description":"What the base would send now.","examples":[223],"type":"integer","minimum":0},"resend_before":{"description":"What the base would send again now.","examples":[0],"type":"integer","minimum":0}}};
const schema24 = {"description":"One guard: measured, and held against its limit.","examples":[{"guard":"max_recipients","value":"243","limit":"60000","file":"pushplan.yaml","line":14,"passed":true}],"type":"object","additionalProperties":false,"required":["guard","value","limit","file","line","passed"],"properties":{"guard":{"description":"Its name, as in pushplan.yaml or the campaign file.","examples":["max_recipients","max_growth"],"type":"string"},"value":{"description":"What was measured, written as the limit is.","examples":["243","1.1x"],"type":"string"},"limit":{"description":"The limit that the value is held against.","examples":["60000","2x"],"type":"string"},"file":{"description":"The file that sets it, relative to the workspace; the policy file where it is a default.","examples":["pushplan.yaml"],"type":"string"},"line":{"description":"The line there; null where it is a default.","examples":[14,null],"type":["integer","null"],"minimum":1},"passed":{"description":"Whether the plan is within it.","examples":[true],"type":"boolean"}}};
const schema25 = {"description":"One thing that was found in the copy, and for how many.","examples":[{"check":"title_cut","surface":"Android lock screen","level":"warn","count":12,"of":243,"worst_row":17,"detail":"49 of 61 characters are shown"}],"type":"object","additionalProperties":false,"required":["check","surface","level","count","of","worst_row","detail"],"properties":{"check":{"description":"What was looked for, named as in the policy.","examples":["title_cut"],"type":"string","enum":["title_cut","message_cut","empty_slot","default_used","markup","payload_size","test_words","links_differ","emoji_cut","placeholder","encoding","empty_word","control","unencoded"]},"surface":{"description":"Where it shows: a surface of a phone, or a field of the notification; null where it is about the whole.","examples":["Android lock screen","notification.message",null],"type":["string","null"]},"level":{"description":"info: only counted. warn and error: a diagnostic too; an error blocks the plan.","examples":["warn"],"type":"string","enum":["info","warn","error"]},"count":{"description":"Notifications in which it was found.","examples":[12],"type":"integer","minimum":0},"of":{"description":"Notifications that were looked at.","examples":[243],"type":"integer","minimum":0},"worst_row":{"description":"The row number of the worst of them; null where no one is worse than the others.","examples":[17,null],"type":["integer","null"],"minimum":1},"detail":{"description":"The worst case in words, without any of its data.","examples":["49 of 61 characters are shown"],"type":"string"}}};
const schema26 = {"description":"One notification as an example, made of stand-ins for the recipient's cells, whose letters and digits are replaced. All else is as it will be sent: what the row decides, and what the campaign itself says.","examples":[{"why":"longest_title","row":17,"notification":{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}}],"type":"object","additionalProperties":false,"required":["why","row","notification"],"properties":{"why":{"description":"What it was picked for: longest_title, emptiest (the most empty values), most_cards, language (the first of a language that no other sample has), or first (the first that is sent).","examples":["longest_title"],"type":"string","enum":["longest_title","emptiest","most_cards","language","first"]},"row":{"description":"The number of its row in the audience, from 1, the header not counted.","examples":[17],"type":"integer","minimum":1},"notification":{"description":"The API's notification object, as in notification.schema.json.","examples":[{"identifiers":{"INSIDER.uuid":"x-0000"},"camp_id":1204,"camp_name":"Wishlist sale","title":"Xxxxxxxx, your wishlist is 30% off","message":"4 items"}],"type":"object","additionalProperties":true},"language":{"description":"The language of the recipient, where the audience has a column for it.","examples":["tr"],"type":"string"}}};
const schema19 = {"description":"The rows of one campaign's audience, by what is decided about them.","examples":[{"rows":300,"send":240,"resend":3,"settled":40,"settled_earlier":0,"in_doubt":0,"removed":{"invalid":2,"duplicate":5,"filtered":10,"short":0}}],"type":"object","additionalProperties":false,"required":["rows","send","resend","settled","settled_earlier","in_doubt","removed"],"properties":{"rows":{"description":"Rows read from the audience. Always send + resend + settled + in_doubt + removed.","examples":[300],"type":"integer","minimum":0},"send":{"description":"Notifications that apply would send now for the first time.","examples":[240],"type":"integer","minimum":0},"resend":{"description":"Notifications that apply would send again, because they changed since and the campaign says resend: on_change.","examples":[3],"type":"integer","minimum":0},"settled":{"description":"Rows that have been sent to already, or were refused: nothing is done.","examples":[40],"type":"integer","minimum":0},"settled_earlier":{"description":"How many of the settled ones were sent this very text before their last one, and so do not get it again. 0 with `resend: never`, where texts are not compared.","examples":[0],"type":"integer","minimum":0},"in_doubt":{"description":"Rows of which an earlier run does not know whether they were received. Not sent again until that is settled: see `pushplan resolve`.","examples":[0],"type":"integer","minimum":0},"removed":{"$ref":"#/definitions/removedCounts"}}};
const schema20 = {"description":"Rows that are left out, by reason.","examples":[{"invalid":2,"duplicate":5,"filtered":10,"short":0}],"type":"object","additionalProperties":false,"required":["invalid","duplicate","filtered","short"],"properties":{"invalid":{"description":"Rows that cannot become a notification: no identifier, a value of the wrong type, a template that fails.","examples":[2],"type":"integer","minimum":0},"duplicate":{"description":"Rows whose notification key an earlier row has.","examples":[5],"type":"integer","minimum":0},"filtered":{"description":"Rows that the campaign's where leaves out.","examples":[10],"type":"integer","minimum":0},"short":{"description":"Rows with fewer than 3 cards, in a campaign that says short: skip.","examples":[0],"type":"integer","minimum":0}}};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rows === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rows"},message:"must have required property '"+"rows"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.send === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "send"},message:"must have required property '"+"send"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.resend === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resend"},message:"must have required property '"+"resend"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.settled === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "settled"},message:"must have required property '"+"settled"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.settled_earlier === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "settled_earlier"},message:"must have required property '"+"settled_earlier"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.in_doubt === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "in_doubt"},message:"must have required property '"+"in_doubt"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.removed === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "removed"},message:"must have required property '"+"removed"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "rows") || (key0 === "send")) || (key0 === "resend")) || (key0 === "settled")) || (key0 === "settled_earlier")) || (key0 === "in_doubt")) || (key0 === "removed"))){
const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.rows !== undefined){
let data0 = data.rows;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err8 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
const err9 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.send !== undefined){
let data1 = data.send;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err10 = {instancePath:instancePath+"/send",schemaPath:"#/properties/send/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err11 = {instancePath:instancePath+"/send",schemaPath:"#/properties/send/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.resend !== undefined){
let data2 = data.resend;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err12 = {instancePath:instancePath+"/resend",schemaPath:"#/properties/resend/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err13 = {instancePath:instancePath+"/resend",schemaPath:"#/properties/resend/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.settled !== undefined){
let data3 = data.settled;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err14 = {instancePath:instancePath+"/settled",schemaPath:"#/properties/settled/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err15 = {instancePath:instancePath+"/settled",schemaPath:"#/properties/settled/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.settled_earlier !== undefined){
let data4 = data.settled_earlier;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err16 = {instancePath:instancePath+"/settled_earlier",schemaPath:"#/properties/settled_earlier/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err17 = {instancePath:instancePath+"/settled_earlier",schemaPath:"#/properties/settled_earlier/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.in_doubt !== undefined){
let data5 = data.in_doubt;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err18 = {instancePath:instancePath+"/in_doubt",schemaPath:"#/properties/in_doubt/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err19 = {instancePath:instancePath+"/in_doubt",schemaPath:"#/properties/in_doubt/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.removed !== undefined){
let data6 = data.removed;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.invalid === undefined){
const err20 = {instancePath:instancePath+"/removed",schemaPath:"#/definitions/removedCounts/required",keyword:"required",params:{missingProperty: "invalid"},message:"must have required property '"+"invalid"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data6.duplicate === undefined){
const err21 = {instancePath:instancePath+"/removed",schemaPath:"#/definitions/removedCounts/required",keyword:"required",params:{missingProperty: "duplicate"},message:"must have required property '"+"duplicate"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6.filtered === undefined){
const err22 = {instancePath:instancePath+"/removed",schemaPath:"#/definitions/removedCounts/required",keyword:"required",params:{missingProperty: "filtered"},message:"must have required property '"+"filtered"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6.short === undefined){
const err23 = {instancePath:instancePath+"/removed",schemaPath:"#/definitions/removedCounts/required",keyword:"required",params:{missingProperty: "short"},message:"must have required property '"+"short"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key1 in data6){
if(!((((key1 === "invalid") || (key1 === "duplicate")) || (key1 === "filtered")) || (key1 === "short"))){
const err24 = {instancePath:instancePath+"/removed",schemaPath:"#/definitions/removedCounts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.invalid !== undefined){
let data7 = data6.invalid;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err25 = {instancePath:instancePath+"/removed/invalid",schemaPath:"#/definitions/removedCounts/properties/invalid/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err26 = {instancePath:instancePath+"/removed/invalid",schemaPath:"#/definitions/removedCounts/properties/invalid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data6.duplicate !== undefined){
let data8 = data6.duplicate;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err27 = {instancePath:instancePath+"/removed/duplicate",schemaPath:"#/definitions/removedCounts/properties/duplicate/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err28 = {instancePath:instancePath+"/removed/duplicate",schemaPath:"#/definitions/removedCounts/properties/duplicate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data6.filtered !== undefined){
let data9 = data6.filtered;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err29 = {instancePath:instancePath+"/removed/filtered",schemaPath:"#/definitions/removedCounts/properties/filtered/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err30 = {instancePath:instancePath+"/removed/filtered",schemaPath:"#/definitions/removedCounts/properties/filtered/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data6.short !== undefined){
let data10 = data6.short;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err31 = {instancePath:instancePath+"/removed/short",schemaPath:"#/definitions/removedCounts/properties/short/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err32 = {instancePath:instancePath+"/removed/short",schemaPath:"#/definitions/removedCounts/properties/short/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
}
else {
const err33 = {instancePath:instancePath+"/removed",schemaPath:"#/definitions/removedCounts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const schema22 = {"description":"One thing that recipients get otherwise than with the base.","examples":[{"path":"notification.title","before":"Your wishlist","after":"Your wishlist is 30% off","recipients":240,"cause":{"kind":"campaign","name":"campaigns/wishlist-sale.campaign.yaml","file":"campaigns/wishlist-sale.campaign.yaml","line":21}}],"type":"object","additionalProperties":false,"required":["path","before","after","recipients","cause"],"properties":{"path":{"description":"Where the value stands in the campaign file, its keys joined by dots; for a column of the audience, audience.NAME.","examples":["notification.title","audience.where.language[1]","audience.price"],"type":"string"},"before":{"description":"The value before: the text of the template, or a stand-in of what it printed where the cause is not in the campaign file; null when there was none, and for a column.","examples":["Your wishlist",null],"type":["string","number","boolean","null"]},"after":{"description":"The value now, likewise; null when there is none any more.","examples":["Your wishlist is 30% off",null],"type":["string","number","boolean","null"]},"recipients":{"description":"Of those who stay, how many get this value otherwise; null where that is not counted.","examples":[240,null],"type":["integer","null"],"minimum":0},"cause":{"$ref":"#/definitions/cause"}}};
const schema23 = {"description":"What was edited.","examples":[{"kind":"partial","name":"footer","file":"partials/footer.hbs","line":1}],"type":"object","additionalProperties":false,"required":["kind","name","file","line"],"properties":{"kind":{"description":"campaign: a line of the campaign file. partial: a template that it calls. column: values in a column of the audience. audience: its rows.","examples":["partial"],"type":"string","enum":["campaign","partial","column","audience"]},"name":{"description":"The file, the partial or the column by name.","examples":["footer"],"type":"string"},"file":{"description":"The file, relative to the workspace.","examples":["partials/footer.hbs"],"type":"string"},"line":{"description":"The first line that is different; null where that is not known, or many are.","examples":[1,null],"type":["integer","null"],"minimum":1}}};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.before === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "before"},message:"must have required property '"+"before"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.after === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "after"},message:"must have required property '"+"after"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.recipients === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "recipients"},message:"must have required property '"+"recipients"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.cause === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cause"},message:"must have required property '"+"cause"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "path") || (key0 === "before")) || (key0 === "after")) || (key0 === "recipients")) || (key0 === "cause"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.path !== undefined){
if(typeof data.path !== "string"){
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.before !== undefined){
let data1 = data.before;
if((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)){
const err7 = {instancePath:instancePath+"/before",schemaPath:"#/properties/before/type",keyword:"type",params:{type: schema22.properties.before.type},message:"must be string,number,boolean,null"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.after !== undefined){
let data2 = data.after;
if((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)){
const err8 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: schema22.properties.after.type},message:"must be string,number,boolean,null"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.recipients !== undefined){
let data3 = data.recipients;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
const err9 = {instancePath:instancePath+"/recipients",schemaPath:"#/properties/recipients/type",keyword:"type",params:{type: schema22.properties.recipients.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/recipients",schemaPath:"#/properties/recipients/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.cause !== undefined){
let data4 = data.cause;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.kind === undefined){
const err11 = {instancePath:instancePath+"/cause",schemaPath:"#/definitions/cause/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data4.name === undefined){
const err12 = {instancePath:instancePath+"/cause",schemaPath:"#/definitions/cause/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4.file === undefined){
const err13 = {instancePath:instancePath+"/cause",schemaPath:"#/definitions/cause/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4.line === undefined){
const err14 = {instancePath:instancePath+"/cause",schemaPath:"#/definitions/cause/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key1 in data4){
if(!((((key1 === "kind") || (key1 === "name")) || (key1 === "file")) || (key1 === "line"))){
const err15 = {instancePath:instancePath+"/cause",schemaPath:"#/definitions/cause/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data4.kind !== undefined){
let data5 = data4.kind;
if(typeof data5 !== "string"){
const err16 = {instancePath:instancePath+"/cause/kind",schemaPath:"#/definitions/cause/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((((data5 === "campaign") || (data5 === "partial")) || (data5 === "column")) || (data5 === "audience"))){
const err17 = {instancePath:instancePath+"/cause/kind",schemaPath:"#/definitions/cause/properties/kind/enum",keyword:"enum",params:{allowedValues: schema23.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data4.name !== undefined){
if(typeof data4.name !== "string"){
const err18 = {instancePath:instancePath+"/cause/name",schemaPath:"#/definitions/cause/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data4.file !== undefined){
if(typeof data4.file !== "string"){
const err19 = {instancePath:instancePath+"/cause/file",schemaPath:"#/definitions/cause/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data4.line !== undefined){
let data8 = data4.line;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
const err20 = {instancePath:instancePath+"/cause/line",schemaPath:"#/definitions/cause/properties/line/type",keyword:"type",params:{type: schema23.properties.line.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
const err21 = {instancePath:instancePath+"/cause/line",schemaPath:"#/definitions/cause/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
}
else {
const err22 = {instancePath:instancePath+"/cause",schemaPath:"#/definitions/cause/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}


function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.camp_id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "camp_id"},message:"must have required property '"+"camp_id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.file === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.guarantee === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "guarantee"},message:"must have required property '"+"guarantee"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.counts === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "counts"},message:"must have required property '"+"counts"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.requests === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.eta_seconds === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "eta_seconds"},message:"must have required property '"+"eta_seconds"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.changes === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "changes"},message:"must have required property '"+"changes"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.limits === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "limits"},message:"must have required property '"+"limits"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.audit === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "audit"},message:"must have required property '"+"audit"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.samples === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "samples"},message:"must have required property '"+"samples"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.diagnostics === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "diagnostics"},message:"must have required property '"+"diagnostics"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema18.properties, key0))){
const err12 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.id !== undefined){
if(typeof data.id !== "string"){
const err13 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.camp_id !== undefined){
let data1 = data.camp_id;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
const err14 = {instancePath:instancePath+"/camp_id",schemaPath:"#/properties/camp_id/type",keyword:"type",params:{type: schema18.properties.camp_id.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err15 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.priority !== undefined){
let data3 = data.priority;
if(typeof data3 !== "string"){
const err16 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((data3 === "high") || (data3 === "normal"))){
const err17 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/enum",keyword:"enum",params:{allowedValues: schema18.properties.priority.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.guarantee !== undefined){
let data4 = data.guarantee;
if(typeof data4 !== "string"){
const err18 = {instancePath:instancePath+"/guarantee",schemaPath:"#/properties/guarantee/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((data4 === "at_most_once") || (data4 === "at_least_once"))){
const err19 = {instancePath:instancePath+"/guarantee",schemaPath:"#/properties/guarantee/enum",keyword:"enum",params:{allowedValues: schema18.properties.guarantee.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.counts !== undefined){
if(!(validate17(data.counts, {instancePath:instancePath+"/counts",parentData:data,parentDataProperty:"counts",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.requests !== undefined){
let data6 = data.requests;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err20 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err21 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data.eta_seconds !== undefined){
let data7 = data.eta_seconds;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err22 = {instancePath:instancePath+"/eta_seconds",schemaPath:"#/properties/eta_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err23 = {instancePath:instancePath+"/eta_seconds",schemaPath:"#/properties/eta_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.comparison !== undefined){
let data8 = data.comparison;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.status === undefined){
const err24 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "status"},message:"must have required property '"+"status"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data8.joins === undefined){
const err25 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "joins"},message:"must have required property '"+"joins"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data8.leaves === undefined){
const err26 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "leaves"},message:"must have required property '"+"leaves"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data8.stays === undefined){
const err27 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "stays"},message:"must have required property '"+"stays"+"'"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data8.changed === undefined){
const err28 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "changed"},message:"must have required property '"+"changed"+"'"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data8.send_before === undefined){
const err29 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "send_before"},message:"must have required property '"+"send_before"+"'"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data8.resend_before === undefined){
const err30 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/required",keyword:"required",params:{missingProperty: "resend_before"},message:"must have required property '"+"resend_before"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key1 in data8){
if(!(((((((key1 === "status") || (key1 === "joins")) || (key1 === "leaves")) || (key1 === "stays")) || (key1 === "changed")) || (key1 === "send_before")) || (key1 === "resend_before"))){
const err31 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data8.status !== undefined){
let data9 = data8.status;
if(typeof data9 !== "string"){
const err32 = {instancePath:instancePath+"/comparison/status",schemaPath:"#/definitions/comparison/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((((data9 === "new") || (data9 === "changed")) || (data9 === "unchanged")) || (data9 === "unknown"))){
const err33 = {instancePath:instancePath+"/comparison/status",schemaPath:"#/definitions/comparison/properties/status/enum",keyword:"enum",params:{allowedValues: schema21.properties.status.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data8.joins !== undefined){
let data10 = data8.joins;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err34 = {instancePath:instancePath+"/comparison/joins",schemaPath:"#/definitions/comparison/properties/joins/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err35 = {instancePath:instancePath+"/comparison/joins",schemaPath:"#/definitions/comparison/properties/joins/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data8.leaves !== undefined){
let data11 = data8.leaves;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err36 = {instancePath:instancePath+"/comparison/leaves",schemaPath:"#/definitions/comparison/properties/leaves/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err37 = {instancePath:instancePath+"/comparison/leaves",schemaPath:"#/definitions/comparison/properties/leaves/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data8.stays !== undefined){
let data12 = data8.stays;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err38 = {instancePath:instancePath+"/comparison/stays",schemaPath:"#/definitions/comparison/properties/stays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err39 = {instancePath:instancePath+"/comparison/stays",schemaPath:"#/definitions/comparison/properties/stays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data8.changed !== undefined){
let data13 = data8.changed;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err40 = {instancePath:instancePath+"/comparison/changed",schemaPath:"#/definitions/comparison/properties/changed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err41 = {instancePath:instancePath+"/comparison/changed",schemaPath:"#/definitions/comparison/properties/changed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
if(data8.send_before !== undefined){
let data14 = data8.send_before;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err42 = {instancePath:instancePath+"/comparison/send_before",schemaPath:"#/definitions/comparison/properties/send_before/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
const err43 = {instancePath:instancePath+"/comparison/send_before",schemaPath:"#/definitions/comparison/properties/send_before/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data8.resend_before !== undefined){
let data15 = data8.resend_before;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err44 = {instancePath:instancePath+"/comparison/resend_before",schemaPath:"#/definitions/comparison/properties/resend_before/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err45 = {instancePath:instancePath+"/comparison/resend_before",schemaPath:"#/definitions/comparison/properties/resend_before/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/comparison",schemaPath:"#/definitions/comparison/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.changes !== undefined){
let data16 = data.changes;
if(Array.isArray(data16)){
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
if(!(validate19(data16[i0], {instancePath:instancePath+"/changes/" + i0,parentData:data16,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
}
else {
const err47 = {instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.limits !== undefined){
let data18 = data.limits;
if(Array.isArray(data18)){
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
let data19 = data18[i1];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.guard === undefined){
const err48 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/required",keyword:"required",params:{missingProperty: "guard"},message:"must have required property '"+"guard"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data19.value === undefined){
const err49 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data19.limit === undefined){
const err50 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/required",keyword:"required",params:{missingProperty: "limit"},message:"must have required property '"+"limit"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data19.file === undefined){
const err51 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data19.line === undefined){
const err52 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data19.passed === undefined){
const err53 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/required",keyword:"required",params:{missingProperty: "passed"},message:"must have required property '"+"passed"+"'"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
for(const key2 in data19){
if(!((((((key2 === "guard") || (key2 === "value")) || (key2 === "limit")) || (key2 === "file")) || (key2 === "line")) || (key2 === "passed"))){
const err54 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data19.guard !== undefined){
if(typeof data19.guard !== "string"){
const err55 = {instancePath:instancePath+"/limits/" + i1+"/guard",schemaPath:"#/definitions/limit/properties/guard/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data19.value !== undefined){
if(typeof data19.value !== "string"){
const err56 = {instancePath:instancePath+"/limits/" + i1+"/value",schemaPath:"#/definitions/limit/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data19.limit !== undefined){
if(typeof data19.limit !== "string"){
const err57 = {instancePath:instancePath+"/limits/" + i1+"/limit",schemaPath:"#/definitions/limit/properties/limit/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data19.file !== undefined){
if(typeof data19.file !== "string"){
const err58 = {instancePath:instancePath+"/limits/" + i1+"/file",schemaPath:"#/definitions/limit/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data19.line !== undefined){
let data24 = data19.line;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (data24 !== null)){
const err59 = {instancePath:instancePath+"/limits/" + i1+"/line",schemaPath:"#/definitions/limit/properties/line/type",keyword:"type",params:{type: schema24.properties.line.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err60 = {instancePath:instancePath+"/limits/" + i1+"/line",schemaPath:"#/definitions/limit/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data19.passed !== undefined){
if(typeof data19.passed !== "boolean"){
const err61 = {instancePath:instancePath+"/limits/" + i1+"/passed",schemaPath:"#/definitions/limit/properties/passed/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/limits/" + i1,schemaPath:"#/definitions/limit/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.audit !== undefined){
let data26 = data.audit;
if(Array.isArray(data26)){
const len2 = data26.length;
for(let i2=0; i2<len2; i2++){
let data27 = data26[i2];
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.check === undefined){
const err64 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "check"},message:"must have required property '"+"check"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data27.surface === undefined){
const err65 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "surface"},message:"must have required property '"+"surface"+"'"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data27.level === undefined){
const err66 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "level"},message:"must have required property '"+"level"+"'"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data27.count === undefined){
const err67 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data27.of === undefined){
const err68 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data27.worst_row === undefined){
const err69 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "worst_row"},message:"must have required property '"+"worst_row"+"'"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data27.detail === undefined){
const err70 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/required",keyword:"required",params:{missingProperty: "detail"},message:"must have required property '"+"detail"+"'"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key3 in data27){
if(!(((((((key3 === "check") || (key3 === "surface")) || (key3 === "level")) || (key3 === "count")) || (key3 === "of")) || (key3 === "worst_row")) || (key3 === "detail"))){
const err71 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data27.check !== undefined){
let data28 = data27.check;
if(typeof data28 !== "string"){
const err72 = {instancePath:instancePath+"/audit/" + i2+"/check",schemaPath:"#/definitions/auditFinding/properties/check/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!((((((((((((((data28 === "title_cut") || (data28 === "message_cut")) || (data28 === "empty_slot")) || (data28 === "default_used")) || (data28 === "markup")) || (data28 === "payload_size")) || (data28 === "test_words")) || (data28 === "links_differ")) || (data28 === "emoji_cut")) || (data28 === "placeholder")) || (data28 === "encoding")) || (data28 === "empty_word")) || (data28 === "control")) || (data28 === "unencoded"))){
const err73 = {instancePath:instancePath+"/audit/" + i2+"/check",schemaPath:"#/definitions/auditFinding/properties/check/enum",keyword:"enum",params:{allowedValues: schema25.properties.check.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data27.surface !== undefined){
let data29 = data27.surface;
if((typeof data29 !== "string") && (data29 !== null)){
const err74 = {instancePath:instancePath+"/audit/" + i2+"/surface",schemaPath:"#/definitions/auditFinding/properties/surface/type",keyword:"type",params:{type: schema25.properties.surface.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data27.level !== undefined){
let data30 = data27.level;
if(typeof data30 !== "string"){
const err75 = {instancePath:instancePath+"/audit/" + i2+"/level",schemaPath:"#/definitions/auditFinding/properties/level/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(!(((data30 === "info") || (data30 === "warn")) || (data30 === "error"))){
const err76 = {instancePath:instancePath+"/audit/" + i2+"/level",schemaPath:"#/definitions/auditFinding/properties/level/enum",keyword:"enum",params:{allowedValues: schema25.properties.level.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data27.count !== undefined){
let data31 = data27.count;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err77 = {instancePath:instancePath+"/audit/" + i2+"/count",schemaPath:"#/definitions/auditFinding/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
const err78 = {instancePath:instancePath+"/audit/" + i2+"/count",schemaPath:"#/definitions/auditFinding/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data27.of !== undefined){
let data32 = data27.of;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err79 = {instancePath:instancePath+"/audit/" + i2+"/of",schemaPath:"#/definitions/auditFinding/properties/of/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
const err80 = {instancePath:instancePath+"/audit/" + i2+"/of",schemaPath:"#/definitions/auditFinding/properties/of/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
if(data27.worst_row !== undefined){
let data33 = data27.worst_row;
if((!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))) && (data33 !== null)){
const err81 = {instancePath:instancePath+"/audit/" + i2+"/worst_row",schemaPath:"#/definitions/auditFinding/properties/worst_row/type",keyword:"type",params:{type: schema25.properties.worst_row.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 1 || isNaN(data33)){
const err82 = {instancePath:instancePath+"/audit/" + i2+"/worst_row",schemaPath:"#/definitions/auditFinding/properties/worst_row/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data27.detail !== undefined){
if(typeof data27.detail !== "string"){
const err83 = {instancePath:instancePath+"/audit/" + i2+"/detail",schemaPath:"#/definitions/auditFinding/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/audit/" + i2,schemaPath:"#/definitions/auditFinding/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/audit",schemaPath:"#/properties/audit/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.samples !== undefined){
let data35 = data.samples;
if(Array.isArray(data35)){
const len3 = data35.length;
for(let i3=0; i3<len3; i3++){
let data36 = data35[i3];
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.why === undefined){
const err86 = {instancePath:instancePath+"/samples/" + i3,schemaPath:"#/definitions/sample/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data36.row === undefined){
const err87 = {instancePath:instancePath+"/samples/" + i3,schemaPath:"#/definitions/sample/required",keyword:"required",params:{missingProperty: "row"},message:"must have required property '"+"row"+"'"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data36.notification === undefined){
const err88 = {instancePath:instancePath+"/samples/" + i3,schemaPath:"#/definitions/sample/required",keyword:"required",params:{missingProperty: "notification"},message:"must have required property '"+"notification"+"'"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
for(const key4 in data36){
if(!((((key4 === "why") || (key4 === "row")) || (key4 === "notification")) || (key4 === "language"))){
const err89 = {instancePath:instancePath+"/samples/" + i3,schemaPath:"#/definitions/sample/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data36.why !== undefined){
let data37 = data36.why;
if(typeof data37 !== "string"){
const err90 = {instancePath:instancePath+"/samples/" + i3+"/why",schemaPath:"#/definitions/sample/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(!(((((data37 === "longest_title") || (data37 === "emptiest")) || (data37 === "most_cards")) || (data37 === "language")) || (data37 === "first"))){
const err91 = {instancePath:instancePath+"/samples/" + i3+"/why",schemaPath:"#/definitions/sample/properties/why/enum",keyword:"enum",params:{allowedValues: schema26.properties.why.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data36.row !== undefined){
let data38 = data36.row;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err92 = {instancePath:instancePath+"/samples/" + i3+"/row",schemaPath:"#/definitions/sample/properties/row/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 1 || isNaN(data38)){
const err93 = {instancePath:instancePath+"/samples/" + i3+"/row",schemaPath:"#/definitions/sample/properties/row/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
if(data36.notification !== undefined){
let data39 = data36.notification;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
}
else {
const err94 = {instancePath:instancePath+"/samples/" + i3+"/notification",schemaPath:"#/definitions/sample/properties/notification/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data36.language !== undefined){
if(typeof data36.language !== "string"){
const err95 = {instancePath:instancePath+"/samples/" + i3+"/language",schemaPath:"#/definitions/sample/properties/language/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
else {
const err96 = {instancePath:instancePath+"/samples/" + i3,schemaPath:"#/definitions/sample/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath:instancePath+"/samples",schemaPath:"#/properties/samples/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data.diagnostics !== undefined){
let data41 = data.diagnostics;
if(Array.isArray(data41)){
const len4 = data41.length;
for(let i4=0; i4<len4; i4++){
let data42 = data41[i4];
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(data42.severity === undefined){
const err98 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "severity"},message:"must have required property '"+"severity"+"'"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if(data42.code === undefined){
const err99 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(data42.message === undefined){
const err100 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(data42.file === undefined){
const err101 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data42.line === undefined){
const err102 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data42.column === undefined){
const err103 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "column"},message:"must have required property '"+"column"+"'"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(data42.help === undefined){
const err104 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "help"},message:"must have required property '"+"help"+"'"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
for(const key5 in data42){
if(!(((((((key5 === "severity") || (key5 === "code")) || (key5 === "message")) || (key5 === "file")) || (key5 === "line")) || (key5 === "column")) || (key5 === "help"))){
const err105 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data42.severity !== undefined){
let data43 = data42.severity;
if(typeof data43 !== "string"){
const err106 = {instancePath:instancePath+"/diagnostics/" + i4+"/severity",schemaPath:"#/definitions/diagnostic/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if(!((data43 === "error") || (data43 === "warning"))){
const err107 = {instancePath:instancePath+"/diagnostics/" + i4+"/severity",schemaPath:"#/definitions/diagnostic/properties/severity/enum",keyword:"enum",params:{allowedValues: schema27.properties.severity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data42.code !== undefined){
let data44 = data42.code;
if(typeof data44 === "string"){
if(!pattern75.test(data44)){
const err108 = {instancePath:instancePath+"/diagnostics/" + i4+"/code",schemaPath:"#/definitions/diagnostic/properties/code/pattern",keyword:"pattern",params:{pattern: "^PP\\d{3}$"},message:"must match pattern \""+"^PP\\d{3}$"+"\""};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/diagnostics/" + i4+"/code",schemaPath:"#/definitions/diagnostic/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data42.message !== undefined){
if(typeof data42.message !== "string"){
const err110 = {instancePath:instancePath+"/diagnostics/" + i4+"/message",schemaPath:"#/definitions/diagnostic/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data42.file !== undefined){
let data46 = data42.file;
if((typeof data46 !== "string") && (data46 !== null)){
const err111 = {instancePath:instancePath+"/diagnostics/" + i4+"/file",schemaPath:"#/definitions/diagnostic/properties/file/type",keyword:"type",params:{type: schema27.properties.file.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data42.line !== undefined){
let data47 = data42.line;
if((!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))) && (data47 !== null)){
const err112 = {instancePath:instancePath+"/diagnostics/" + i4+"/line",schemaPath:"#/definitions/diagnostic/properties/line/type",keyword:"type",params:{type: schema27.properties.line.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 < 1 || isNaN(data47)){
const err113 = {instancePath:instancePath+"/diagnostics/" + i4+"/line",schemaPath:"#/definitions/diagnostic/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
if(data42.column !== undefined){
let data48 = data42.column;
if((!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))) && (data48 !== null)){
const err114 = {instancePath:instancePath+"/diagnostics/" + i4+"/column",schemaPath:"#/definitions/diagnostic/properties/column/type",keyword:"type",params:{type: schema27.properties.column.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 < 1 || isNaN(data48)){
const err115 = {instancePath:instancePath+"/diagnostics/" + i4+"/column",schemaPath:"#/definitions/diagnostic/properties/column/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
if(data42.help !== undefined){
let data49 = data42.help;
if((typeof data49 !== "string") && (data49 !== null)){
const err116 = {instancePath:instancePath+"/diagnostics/" + i4+"/help",schemaPath:"#/definitions/diagnostic/properties/help/type",keyword:"type",params:{type: schema27.properties.help.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/diagnostics/" + i4,schemaPath:"#/definitions/diagnostic/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

const schema29 = {"description":"Only in a plan that was saved with --out: what apply needs to tell who was not in this plan. Still no people: the entries are salted.","examples":[{"version":2,"pushplan":"0.2.0","endpoint":"mobile.useinsider.com","workspace_id":"ws_4k7m2q9x3b5t","policy":{"max_growth":"2x","abort_if":[{"of":"refused","limit":"10%"}]},"salt":"00112233445566778899aabbccddeeff","set":"AAECAwQFBgc=","ledger":{"id":"5f1d7b3e-0c52-4c7e-9a55-2f0f6f0f8d11","serial":12},"files":[{"path":"audiences/wishlist.csv","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],"sha256":"3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"}],"type":"object","additionalProperties":false,"required":["version","pushplan","endpoint","workspace_id","policy","salt","set","ledger","files","sha256"],"properties":{"version":{"description":"The version of this part. Always 2. apply refuses version 1, which has no policy: plan again.","examples":[2],"const":2},"pushplan":{"description":"The version of pushplan that made the plan.","examples":["0.2.0"],"type":"string"},"endpoint":{"description":"What the environment sent to when the plan was made: `sandbox`, `loopback` (this machine, whatever the port) or the host. apply refuses a plan that was made for another.","examples":["mobile.useinsider.com","sandbox","loopback"],"type":"string","minLength":1},"workspace_id":{"description":"The `workspace_id` of pushplan.yaml when the plan was made; null where it has none. apply refuses a plan of another workspace.","examples":["ws_4k7m2q9x3b5t",null],"type":["string","null"]},"policy":{"$ref":"#/definitions/savedPolicy"},"salt":{"description":"Random bytes, in hexadecimal, with which the entries of the set are hashed.","examples":["00112233445566778899aabbccddeeff"],"type":"string","pattern":"^([0-9a-f]{2}){16,32}$"},"set":{"description":"One entry of 8 bytes per notification that was planned, sorted, all together in base64.","examples":["AAECAwQFBgc="],"type":"string","contentEncoding":"base64"},"ledger":{"description":"The ledger that was looked at; null when none was. apply refuses another ledger, and one that has gone back in time.","examples":[{"id":"5f1d7b3e-0c52-4c7e-9a55-2f0f6f0f8d11","serial":12},null],"type":["object","null"],"additionalProperties":false,"required":["id","serial"],"properties":{"id":{"description":"The ledger's id.","examples":["5f1d7b3e-0c52-4c7e-9a55-2f0f6f0f8d11"],"type":"string","minLength":1},"serial":{"description":"How far the ledger had come: it grows with every run and every resolution.","examples":[12],"type":"integer","minimum":0}}},"files":{"description":"The files that the plan was made from. They only explain why a plan has gone stale.","examples":[[{"path":"audiences/wishlist.csv","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}]],"type":"array","items":{"$ref":"#/definitions/fileDigest"}},"sha256":{"description":"The SHA-256 of this whole document without this value, by which a plan file that was cut or edited is told.","examples":["3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d"],"type":"string","pattern":"^[0-9a-f]{64}$"}}};
const schema32 = {"description":"One file as it was when the plan was made.","examples":[{"path":"audiences/wishlist.csv","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],"type":"object","additionalProperties":false,"required":["path","sha256"],"properties":{"path":{"description":"The file, relative to the workspace with forward slashes.","examples":["audiences/wishlist.csv"],"type":"string"},"sha256":{"description":"The SHA-256 of its bytes, in hexadecimal.","examples":["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],"type":"string","pattern":"^[0-9a-f]{64}$"}}};
const schema30 = {"description":"The limits that only apply can measure, as the policy had them that guarded the plan: the base's, where there was one. apply keeps the stricter of these and its own, so merging a plan does not loosen what guarded it. A limit that the policy did not set is not here.","examples":[{"max_growth":"2x","abort_if":[{"of":"refused","limit":"10%"}],"max_age":"24h"}],"type":"object","additionalProperties":false,"required":["abort_if"],"properties":{"max_growth":{"description":"How many times as many recipients as in its last run a campaign may have.","examples":["2x","1.5x"],"type":"string","pattern":"^\\d[\\d.e+]*x$"},"abort_if":{"description":"What a run stops at by itself, in the order of pushplan.yaml.","examples":[[{"of":"refused","limit":"10%"}],[]],"type":"array","items":{"$ref":"#/definitions/abortLimit"}},"max_age":{"description":"How old an audience file may be.","examples":["24h","7d"],"type":"string","pattern":"^[1-9][0-9]*(m|h|d)$"}}};
const schema31 = {"description":"The most of one kind of outcome.","examples":[{"of":"InvalidCertificate","limit":5}],"type":"object","additionalProperties":false,"required":["of","limit"],"properties":{"of":{"description":"refused, rejected or the reason of a refusal, as in pushplan.yaml.","examples":["refused","OptOut"],"type":"string","minLength":1},"limit":{"description":"A count, or a share with a percent sign.","examples":["10%",5],"type":["integer","string"],"minimum":0,"pattern":"^\\d[\\d.e\\-]*%$"}}};
const pattern77 = new RegExp("^\\d[\\d.e+]*x$", "u");
const pattern78 = new RegExp("^\\d[\\d.e\\-]*%$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.abort_if === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "abort_if"},message:"must have required property '"+"abort_if"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "max_growth") || (key0 === "abort_if")) || (key0 === "max_age"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.max_growth !== undefined){
let data0 = data.max_growth;
if(typeof data0 === "string"){
if(!pattern77.test(data0)){
const err2 = {instancePath:instancePath+"/max_growth",schemaPath:"#/properties/max_growth/pattern",keyword:"pattern",params:{pattern: "^\\d[\\d.e+]*x$"},message:"must match pattern \""+"^\\d[\\d.e+]*x$"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/max_growth",schemaPath:"#/properties/max_growth/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.abort_if !== undefined){
let data1 = data.abort_if;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.of === undefined){
const err4 = {instancePath:instancePath+"/abort_if/" + i0,schemaPath:"#/definitions/abortLimit/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data2.limit === undefined){
const err5 = {instancePath:instancePath+"/abort_if/" + i0,schemaPath:"#/definitions/abortLimit/required",keyword:"required",params:{missingProperty: "limit"},message:"must have required property '"+"limit"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "of") || (key1 === "limit"))){
const err6 = {instancePath:instancePath+"/abort_if/" + i0,schemaPath:"#/definitions/abortLimit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data2.of !== undefined){
let data3 = data2.of;
if(typeof data3 === "string"){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/abort_if/" + i0+"/of",schemaPath:"#/definitions/abortLimit/properties/of/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/abort_if/" + i0+"/of",schemaPath:"#/definitions/abortLimit/properties/of/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.limit !== undefined){
let data4 = data2.limit;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (typeof data4 !== "string")){
const err9 = {instancePath:instancePath+"/abort_if/" + i0+"/limit",schemaPath:"#/definitions/abortLimit/properties/limit/type",keyword:"type",params:{type: schema31.properties.limit.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/abort_if/" + i0+"/limit",schemaPath:"#/definitions/abortLimit/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(typeof data4 === "string"){
if(!pattern78.test(data4)){
const err11 = {instancePath:instancePath+"/abort_if/" + i0+"/limit",schemaPath:"#/definitions/abortLimit/properties/limit/pattern",keyword:"pattern",params:{pattern: "^\\d[\\d.e\\-]*%$"},message:"must match pattern \""+"^\\d[\\d.e\\-]*%$"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/abort_if/" + i0,schemaPath:"#/definitions/abortLimit/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/abort_if",schemaPath:"#/properties/abort_if/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.max_age !== undefined){
let data5 = data.max_age;
if(typeof data5 === "string"){
if(!pattern20.test(data5)){
const err14 = {instancePath:instancePath+"/max_age",schemaPath:"#/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*(m|h|d)$"},message:"must match pattern \""+"^[1-9][0-9]*(m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/max_age",schemaPath:"#/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const pattern80 = new RegExp("^([0-9a-f]{2}){16,32}$", "u");
const pattern81 = new RegExp("^[0-9a-f]{64}$", "u");

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.pushplan === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pushplan"},message:"must have required property '"+"pushplan"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.endpoint === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "endpoint"},message:"must have required property '"+"endpoint"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.workspace_id === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "workspace_id"},message:"must have required property '"+"workspace_id"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.policy === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.salt === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "salt"},message:"must have required property '"+"salt"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.set === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "set"},message:"must have required property '"+"set"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.ledger === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ledger"},message:"must have required property '"+"ledger"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.files === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "files"},message:"must have required property '"+"files"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.sha256 === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema29.properties, key0))){
const err10 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.version !== undefined){
if(2 !== data.version){
const err11 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 2},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.pushplan !== undefined){
if(typeof data.pushplan !== "string"){
const err12 = {instancePath:instancePath+"/pushplan",schemaPath:"#/properties/pushplan/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.endpoint !== undefined){
let data2 = data.endpoint;
if(typeof data2 === "string"){
if(data2.length < 1){
const err13 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.workspace_id !== undefined){
let data3 = data.workspace_id;
if((typeof data3 !== "string") && (data3 !== null)){
const err15 = {instancePath:instancePath+"/workspace_id",schemaPath:"#/properties/workspace_id/type",keyword:"type",params:{type: schema29.properties.workspace_id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.policy !== undefined){
if(!(validate23(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.salt !== undefined){
let data5 = data.salt;
if(typeof data5 === "string"){
if(!pattern80.test(data5)){
const err16 = {instancePath:instancePath+"/salt",schemaPath:"#/properties/salt/pattern",keyword:"pattern",params:{pattern: "^([0-9a-f]{2}){16,32}$"},message:"must match pattern \""+"^([0-9a-f]{2}){16,32}$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/salt",schemaPath:"#/properties/salt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.set !== undefined){
if(typeof data.set !== "string"){
const err18 = {instancePath:instancePath+"/set",schemaPath:"#/properties/set/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.ledger !== undefined){
let data7 = data.ledger;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err19 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/type",keyword:"type",params:{type: schema29.properties.ledger.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.id === undefined){
const err20 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data7.serial === undefined){
const err21 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/required",keyword:"required",params:{missingProperty: "serial"},message:"must have required property '"+"serial"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key1 in data7){
if(!((key1 === "id") || (key1 === "serial"))){
const err22 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data7.id !== undefined){
let data8 = data7.id;
if(typeof data8 === "string"){
if(data8.length < 1){
const err23 = {instancePath:instancePath+"/ledger/id",schemaPath:"#/properties/ledger/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/ledger/id",schemaPath:"#/properties/ledger/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data7.serial !== undefined){
let data9 = data7.serial;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err25 = {instancePath:instancePath+"/ledger/serial",schemaPath:"#/properties/ledger/properties/serial/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err26 = {instancePath:instancePath+"/ledger/serial",schemaPath:"#/properties/ledger/properties/serial/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
}
if(data.files !== undefined){
let data10 = data.files;
if(Array.isArray(data10)){
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.path === undefined){
const err27 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/definitions/fileDigest/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data11.sha256 === undefined){
const err28 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/definitions/fileDigest/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key2 in data11){
if(!((key2 === "path") || (key2 === "sha256"))){
const err29 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/definitions/fileDigest/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data11.path !== undefined){
if(typeof data11.path !== "string"){
const err30 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/definitions/fileDigest/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data11.sha256 !== undefined){
let data13 = data11.sha256;
if(typeof data13 === "string"){
if(!pattern81.test(data13)){
const err31 = {instancePath:instancePath+"/files/" + i0+"/sha256",schemaPath:"#/definitions/fileDigest/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/files/" + i0+"/sha256",schemaPath:"#/definitions/fileDigest/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/definitions/fileDigest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.sha256 !== undefined){
let data14 = data.sha256;
if(typeof data14 === "string"){
if(!pattern81.test(data14)){
const err35 = {instancePath:instancePath+"/sha256",schemaPath:"#/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://pushplan.dev/schema/plan.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.format_version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format_version"},message:"must have required property '"+"format_version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.seal === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "seal"},message:"must have required property '"+"seal"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.environment === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "environment"},message:"must have required property '"+"environment"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.history === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "history"},message:"must have required property '"+"history"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.allowed === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "allowed"},message:"must have required property '"+"allowed"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.totals === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "totals"},message:"must have required property '"+"totals"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.campaigns === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "campaigns"},message:"must have required property '"+"campaigns"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.diagnostics === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "diagnostics"},message:"must have required property '"+"diagnostics"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema14.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.format_version !== undefined){
if("1.0" !== data.format_version){
const err9 = {instancePath:instancePath+"/format_version",schemaPath:"#/properties/format_version/const",keyword:"const",params:{allowedValue: "1.0"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.seal !== undefined){
let data1 = data.seal;
if(typeof data1 === "string"){
if(!pattern73.test(data1)){
const err10 = {instancePath:instancePath+"/seal",schemaPath:"#/properties/seal/pattern",keyword:"pattern",params:{pattern: "^pp1:[0-9a-f]{64}$"},message:"must match pattern \""+"^pp1:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/seal",schemaPath:"#/properties/seal/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.environment !== undefined){
if(typeof data.environment !== "string"){
const err12 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.history !== undefined){
let data3 = data.history;
if(typeof data3 !== "string"){
const err13 = {instancePath:instancePath+"/history",schemaPath:"#/properties/history/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((data3 === "ledger") || (data3 === "none"))){
const err14 = {instancePath:instancePath+"/history",schemaPath:"#/properties/history/enum",keyword:"enum",params:{allowedValues: schema14.properties.history.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.base !== undefined){
if(!(validate14(data.base, {instancePath:instancePath+"/base",parentData:data,parentDataProperty:"base",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.allowed !== undefined){
let data5 = data.allowed;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 !== "string"){
const err15 = {instancePath:instancePath+"/allowed/" + i0,schemaPath:"#/properties/allowed/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!(data6 === "resend")){
const err16 = {instancePath:instancePath+"/allowed/" + i0,schemaPath:"#/properties/allowed/items/enum",keyword:"enum",params:{allowedValues: schema14.properties.allowed.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/allowed",schemaPath:"#/properties/allowed/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.totals !== undefined){
let data7 = data.totals;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.rows === undefined){
const err18 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "rows"},message:"must have required property '"+"rows"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7.send === undefined){
const err19 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "send"},message:"must have required property '"+"send"+"'"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data7.resend === undefined){
const err20 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "resend"},message:"must have required property '"+"resend"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data7.settled === undefined){
const err21 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "settled"},message:"must have required property '"+"settled"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data7.in_doubt === undefined){
const err22 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "in_doubt"},message:"must have required property '"+"in_doubt"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data7.removed === undefined){
const err23 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "removed"},message:"must have required property '"+"removed"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data7.requests === undefined){
const err24 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data7.eta_seconds === undefined){
const err25 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/required",keyword:"required",params:{missingProperty: "eta_seconds"},message:"must have required property '"+"eta_seconds"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data7){
if(!((((((((key1 === "rows") || (key1 === "send")) || (key1 === "resend")) || (key1 === "settled")) || (key1 === "in_doubt")) || (key1 === "removed")) || (key1 === "requests")) || (key1 === "eta_seconds"))){
const err26 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.rows !== undefined){
let data8 = data7.rows;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err27 = {instancePath:instancePath+"/totals/rows",schemaPath:"#/definitions/totals/properties/rows/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err28 = {instancePath:instancePath+"/totals/rows",schemaPath:"#/definitions/totals/properties/rows/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data7.send !== undefined){
let data9 = data7.send;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err29 = {instancePath:instancePath+"/totals/send",schemaPath:"#/definitions/totals/properties/send/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err30 = {instancePath:instancePath+"/totals/send",schemaPath:"#/definitions/totals/properties/send/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data7.resend !== undefined){
let data10 = data7.resend;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err31 = {instancePath:instancePath+"/totals/resend",schemaPath:"#/definitions/totals/properties/resend/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err32 = {instancePath:instancePath+"/totals/resend",schemaPath:"#/definitions/totals/properties/resend/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data7.settled !== undefined){
let data11 = data7.settled;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err33 = {instancePath:instancePath+"/totals/settled",schemaPath:"#/definitions/totals/properties/settled/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err34 = {instancePath:instancePath+"/totals/settled",schemaPath:"#/definitions/totals/properties/settled/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data7.in_doubt !== undefined){
let data12 = data7.in_doubt;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err35 = {instancePath:instancePath+"/totals/in_doubt",schemaPath:"#/definitions/totals/properties/in_doubt/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err36 = {instancePath:instancePath+"/totals/in_doubt",schemaPath:"#/definitions/totals/properties/in_doubt/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
if(data7.removed !== undefined){
let data13 = data7.removed;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err37 = {instancePath:instancePath+"/totals/removed",schemaPath:"#/definitions/totals/properties/removed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err38 = {instancePath:instancePath+"/totals/removed",schemaPath:"#/definitions/totals/properties/removed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
if(data7.requests !== undefined){
let data14 = data7.requests;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err39 = {instancePath:instancePath+"/totals/requests",schemaPath:"#/definitions/totals/properties/requests/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
const err40 = {instancePath:instancePath+"/totals/requests",schemaPath:"#/definitions/totals/properties/requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data7.eta_seconds !== undefined){
let data15 = data7.eta_seconds;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err41 = {instancePath:instancePath+"/totals/eta_seconds",schemaPath:"#/definitions/totals/properties/eta_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err42 = {instancePath:instancePath+"/totals/eta_seconds",schemaPath:"#/definitions/totals/properties/eta_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
}
else {
const err43 = {instancePath:instancePath+"/totals",schemaPath:"#/definitions/totals/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.campaigns !== undefined){
let data16 = data.campaigns;
if(Array.isArray(data16)){
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
if(!(validate16(data16[i1], {instancePath:instancePath+"/campaigns/" + i1,parentData:data16,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
}
else {
const err44 = {instancePath:instancePath+"/campaigns",schemaPath:"#/properties/campaigns/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.diagnostics !== undefined){
let data18 = data.diagnostics;
if(Array.isArray(data18)){
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
let data19 = data18[i2];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.severity === undefined){
const err45 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "severity"},message:"must have required property '"+"severity"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data19.code === undefined){
const err46 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data19.message === undefined){
const err47 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data19.file === undefined){
const err48 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data19.line === undefined){
const err49 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data19.column === undefined){
const err50 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "column"},message:"must have required property '"+"column"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data19.help === undefined){
const err51 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/required",keyword:"required",params:{missingProperty: "help"},message:"must have required property '"+"help"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
for(const key2 in data19){
if(!(((((((key2 === "severity") || (key2 === "code")) || (key2 === "message")) || (key2 === "file")) || (key2 === "line")) || (key2 === "column")) || (key2 === "help"))){
const err52 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data19.severity !== undefined){
let data20 = data19.severity;
if(typeof data20 !== "string"){
const err53 = {instancePath:instancePath+"/diagnostics/" + i2+"/severity",schemaPath:"#/definitions/diagnostic/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!((data20 === "error") || (data20 === "warning"))){
const err54 = {instancePath:instancePath+"/diagnostics/" + i2+"/severity",schemaPath:"#/definitions/diagnostic/properties/severity/enum",keyword:"enum",params:{allowedValues: schema27.properties.severity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data19.code !== undefined){
let data21 = data19.code;
if(typeof data21 === "string"){
if(!pattern75.test(data21)){
const err55 = {instancePath:instancePath+"/diagnostics/" + i2+"/code",schemaPath:"#/definitions/diagnostic/properties/code/pattern",keyword:"pattern",params:{pattern: "^PP\\d{3}$"},message:"must match pattern \""+"^PP\\d{3}$"+"\""};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/diagnostics/" + i2+"/code",schemaPath:"#/definitions/diagnostic/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data19.message !== undefined){
if(typeof data19.message !== "string"){
const err57 = {instancePath:instancePath+"/diagnostics/" + i2+"/message",schemaPath:"#/definitions/diagnostic/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data19.file !== undefined){
let data23 = data19.file;
if((typeof data23 !== "string") && (data23 !== null)){
const err58 = {instancePath:instancePath+"/diagnostics/" + i2+"/file",schemaPath:"#/definitions/diagnostic/properties/file/type",keyword:"type",params:{type: schema27.properties.file.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data19.line !== undefined){
let data24 = data19.line;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (data24 !== null)){
const err59 = {instancePath:instancePath+"/diagnostics/" + i2+"/line",schemaPath:"#/definitions/diagnostic/properties/line/type",keyword:"type",params:{type: schema27.properties.line.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err60 = {instancePath:instancePath+"/diagnostics/" + i2+"/line",schemaPath:"#/definitions/diagnostic/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data19.column !== undefined){
let data25 = data19.column;
if((!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))) && (data25 !== null)){
const err61 = {instancePath:instancePath+"/diagnostics/" + i2+"/column",schemaPath:"#/definitions/diagnostic/properties/column/type",keyword:"type",params:{type: schema27.properties.column.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 1 || isNaN(data25)){
const err62 = {instancePath:instancePath+"/diagnostics/" + i2+"/column",schemaPath:"#/definitions/diagnostic/properties/column/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data19.help !== undefined){
let data26 = data19.help;
if((typeof data26 !== "string") && (data26 !== null)){
const err63 = {instancePath:instancePath+"/diagnostics/" + i2+"/help",schemaPath:"#/definitions/diagnostic/properties/help/type",keyword:"type",params:{type: schema27.properties.help.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/diagnostics/" + i2,schemaPath:"#/definitions/diagnostic/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.saved !== undefined){
if(!(validate22(data.saved, {instancePath:instancePath+"/saved",parentData:data,parentDataProperty:"saved",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err66 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

