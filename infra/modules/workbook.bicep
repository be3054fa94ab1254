// The workbook, in which the operator looks at the fleet.
targetScope = 'resourceGroup'

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource ID of the workspace that has the rows.')
param workspaceId string

@description('What the button "Scan now" calls.')
@allowed([
  'logicApp'
  'functionHost'
])
param scanButton string

@description('Resource ID of the Logic App behind the button; empty: there is none.')
param logicAppId string

@description('Resource ID of the function app.')
param functionAppId string

@description('Address of the folder with the pages of the checks.')
param checkPagesAddress string

// The assembled file has no ids of any subscription: they are put in here. A test knows the same names.
var values = {
  __WorkspaceId__: workspaceId
  __ScanMode__: scanButton == 'functionHost' ? 'functions' : scanButton
  __LogicAppId__: logicAppId
  __FunctionAppId__: functionAppId
  __DocsUrl__: checkPagesAddress
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // Has to be a GUID, and the same one at every deployment.
  name: guid(resourceGroup().id, 'arc-fleet')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Arc Fleet Scanner'
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: reduce(
      items(values),
      loadTextContent('../workbooks/arc-fleet.workbook'),
      (text, entry) => replace(text, entry.key, entry.value)
    )
  }
}

@description('Resource ID of the workbook.')
output id string = workbook.id
